//! 册一 代表名册: the book of the deputies, in parts by level, group or constituency.

use forms::Document;

use crate::papers::heading::Heading;
use crate::papers::roster;
use crate::papers::volume::{Place, Volume};
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::printing::registers;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

pub(super) const FORM: Form = Form {
    key: "roster",
    title: "代表名册",
    over: Over::Book("roster"),
    takes: &[
        Take::Record,
        Take::Blank,
        Take::Columns,
        Take::Rows,
        Take::Deputy,
        Take::Station,
        Take::Sections,
    ],
    needs: &[],
    entries: &[registers::TITLE],
    step: "",
    place: Place::always(Volume::Roster, 0),
    made: Made::By(compose),
};

fn compose(app: &mut App, offer: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = offer.kind()?;
    let heading = Heading::of(app, registers::title_of(offer, request))?;
    let query = registers::query(app, kind, request)?;
    roster::register(app.ledger()?, kind, request, &query, &heading).map(Document::from)
}
