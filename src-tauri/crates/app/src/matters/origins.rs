//! Books whose entries go on as matters: where each says what goes along, and what it keeps of it.

use domain::activity::{ACTIVITY, Activity};
use domain::contact::{CONTACT, Contact, ContactHandling};
use domain::office::{HOTLINE, HotlineCall, HotlineHandling};
use domain::opinion::OpinionSource;
use domain::reception::{Route, VISITOR, Visitor};

/// A book in which somebody's matter was heard first.
pub(super) struct Origin {
    kind: &'static str,
    /// The day on which it was heard.
    pub(super) came: &'static str,
    /// What was said.
    pub(super) content: &'static str,
    /// Who said it; empty where the entry names no one person.
    pub(super) raised_by: &'static str,
    /// Who heard it.
    pub(super) deputies: &'static str,
    /// 来源 of what it becomes.
    pub(super) source: &'static str,
    /// Where it goes unless somebody says otherwise.
    pub(super) default: Option<&'static str>,
    /// The field that tells of the passing on, and its word; without one the route's own. `None`
    /// where one entry may give several matters and keeps no number of theirs.
    pub(super) kept: Option<(&'static str, Option<&'static str>)>,
}

/// To the township's government.
const TO_GOVERNMENT: Option<&str> = Some(Route::Government.word());

const ORIGINS: [Origin; 4] = [
    Origin {
        kind: VISITOR,
        came: Visitor::RECEIVED_ON.key(),
        content: Visitor::CONTENT.key(),
        raised_by: Visitor::VISITOR.key(),
        deputies: Visitor::DEPUTIES.key(),
        source: OpinionSource::Reception.word(),
        default: None,
        kept: Some((Visitor::ROUTE.key(), None)),
    },
    Origin {
        kind: CONTACT,
        came: Contact::CONTACTED_ON.key(),
        content: Contact::CONTENT.key(),
        raised_by: "",
        deputies: Contact::DEPUTIES.key(),
        source: OpinionSource::Visit.word(),
        default: TO_GOVERNMENT,
        kept: Some((
            Contact::HANDLING.key(),
            Some(ContactHandling::PassedOn.word()),
        )),
    },
    Origin {
        kind: HOTLINE,
        came: HotlineCall::CALLED_ON.key(),
        content: HotlineCall::CONTENT.key(),
        raised_by: HotlineCall::CALLER.key(),
        deputies: HotlineCall::DEPUTY.key(),
        source: OpinionSource::Hotline.word(),
        default: TO_GOVERNMENT,
        kept: Some((
            HotlineCall::HANDLING.key(),
            Some(HotlineHandling::PassedOn.word()),
        )),
    },
    Origin {
        kind: ACTIVITY,
        came: Activity::HELD_ON.key(),
        content: Activity::RESULT.key(),
        raised_by: "",
        deputies: "",
        source: OpinionSource::Activity.word(),
        default: TO_GOVERNMENT,
        kept: None,
    },
];

/// The book of this record type, where its entries go on.
pub(super) fn origin(kind: &str) -> Option<&'static Origin> {
    ORIGINS.iter().find(|it| it.kind == kind)
}
