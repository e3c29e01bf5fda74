//! What opinions (群众意见建议) and suggestions (代表建议、批评和意见) have in common: one way from
//! registering to closing, the rows inside, the clock.

mod citing;
mod clock;
mod columns;
mod deadlines;
mod effects;
mod extension;
mod fields;
mod guards;
pub(crate) mod inside;
mod key_matter;
mod likeness;
mod sample;
mod stage;
mod steps;
mod view;
mod way;
mod words;

pub use citing::cited;
pub use clock::{
    CLOCK_READS, Clock, clock, clocked, feedback_begins, hand_over_until, left_in_words,
};
pub(crate) use columns::matter_columns;
pub use columns::{
    Consultation, Evaluation, Extension, GivingBack, Matter, MatterSupervision, Progress, Recheck,
    Rework, Transfer,
};
pub use extension::is_granted;
pub use inside::{
    ASKING_ROUND, CONSULTATION, EVALUATION, EXTENSION, GIVING_BACK, PROGRESS, RECHECK, REWORK,
    SUPERVISION, TRANSFER, inside_types,
};
pub use likeness::{Pairs, likeness};
pub use sample::sample;
pub use stage::{MatterStage, Slip, StageGroup};
pub use view::{MatterView, raised_in_recess};
pub use way::{Standing, WayMark, way};
pub use words::{ExtensionOutcome, Light, ReplyClass, Satisfaction, light};

pub use deadlines::{begun, deadline_of, reckoned_due};
pub(crate) use effects::told_to_visit;
pub(crate) use fields::{
    answer_fields, assignment_fields, check, class_in_reply, closing_fields, derive,
    handling_fields, inner_fields, list, open_fields, several, two_in_one,
};
pub use steps::{RAISE, URGE};
pub(crate) use steps::{Sort, refusals, workflow};

#[cfg(test)]
mod tests;
