//! What became of something that was to happen on a day: an activity, a reception day.

/// What became of it. Each state of such a record says which one it is; whatever asks whether something
/// was held or still is to come asks this, so that a state added later is thought of everywhere.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Occasion {
    /// Nothing says yet that it was held, even where its day is past.
    Ahead,
    /// It was held.
    TookPlace,
    /// It was called off.
    CalledOff,
}
