//! 登记表 of any record: its definition laid out as a form. Sections and fields as the page has them,
//! rows inside as tables, attachments named, room to sign. A record type with a paper of its own
//! (代表登记表, 代表建议专用纸) does without it.

use std::sync::Arc;

use domain::dossier::SIGNED_PAGE;
use domain::opinion::Opinion;
use domain::record::{Field, FieldType, Origin, RecordType, Row, Value};
use domain::trace::{ATTACHMENT, Attachment};
use forms::{
    Block, Content, Document, Grid, GridCell, GridRow, Info, Paper, Sheet, Sheets, Tick, Width,
};
use store::ledger::Ledger;

use crate::naming::NameBook;
use crate::papers::heading::Heading;
use crate::papers::places::Places;
use crate::papers::signed::signed_entries;
use crate::papers::subject::Known;
use crate::papers::tables::total;
use crate::printing::form::{Form, Made, Offer, Over, Take};
use crate::printing::registers;
use crate::records::child_types;
use crate::session::App;
use crate::wire::{PrintRequest, UserError};

/// Height of a line to be written in by hand, millimetres.
const ROW: f32 = 10.0;
/// Height of a long text, millimetres.
const LONG: f32 = 24.0;
/// Height of a line of a long list.
const CLOSE: f32 = 7.0;
/// Height of a head.
const HEAD: f32 = 8.5;
/// Rows of so much in all stand on one page; what is beyond goes in closer rows on several.
const PAGE: f32 = 215.0;
/// What is left of a row's height where they stand closer.
const CLOSER: f32 = 0.86;
/// Rows stand no closer than this part of their height.
const CLOSEST: f32 = 0.8;
/// More choices than these are written out, not ticked.
const TICKED: usize = 5;
/// Characters that the boxes of one cell have room for.
const TICKS_WIDE: usize = 22;
/// Columns of a table inside.
const INSIDE: usize = 7;
/// Empty rows of a table inside a blank form.
const EMPTY: usize = 2;
/// What an import kept aside, and that a record was entered late, stand on the form only where there is
/// something: neither is written by hand.
const WHERE_KNOWN: [&str; 2] = [Opinion::OTHER_COLUMNS.key(), Opinion::BACKFILL.key()];

/// The 登记表 that the records of every register have by their definition.
pub(super) const FORM: Form = Form {
    key: "",
    title: "",
    over: Over::EachRecord,
    takes: &[],
    needs: &[],
    entries: &[],
    step: "",
    place: None,
    made: Made::By(compose),
};

/// The 登记表 of the records of a register.
pub(super) fn offer(kind: &Arc<RecordType>, register: &str) -> Offer {
    // What narrows the register, but for columns.
    let mut takes = registers::takes_of(kind);
    takes.retain(|it| *it != Take::Columns);
    Offer {
        key: format!("{register}_record").into(),
        title: title(kind).into(),
        kind: Some(Arc::clone(kind)),
        takes: takes.into(),
        ..Offer::of(&FORM)
    }
}

/// 接待登记表, 代表小组登记表.
fn title(kind: &RecordType) -> String {
    let one = kind.title.as_str();
    let named = ["登记", "记录", "报告"]
        .iter()
        .any(|ending| one.ends_with(ending));
    let ending = if one.ends_with('表') {
        ""
    } else if named {
        "表"
    } else {
        "登记表"
    };
    format!("{one}{ending}")
}

/// One form for each record that the request means; a blank one where there is none.
fn compose(app: &mut App, offer: &Offer, request: &PrintRequest) -> Result<Document, UserError> {
    let kind = offer.kind()?;
    let query = registers::query(app, kind, request)?;
    let title = &*offer.title;
    let heading = Heading::of(app, title)?;
    let ledger = app.ledger()?;
    let rows = if request.blank {
        Vec::new()
    } else {
        ledger.read().list(kind.key.as_str(), &query)?.rows
    };
    let book = NameBook::new(ledger.read()).on(heading.today)?;
    let inside = child_types(ledger.registry(), kind);
    let places = Places::new(ledger, &heading)?;
    let form = Laid {
        ledger,
        places: &places,
        kind,
        book: &book,
        heading: &heading,
        inside: &inside,
        title,
    };
    let sheets = if rows.is_empty() {
        vec![form.sheet(None)?]
    } else {
        let each = rows.iter().map(|row| form.sheet(Some(row)));
        each.collect::<Result<Vec<_>, _>>()?
    };
    let named = match sheets.as_slice() {
        [one] if !one.bookmark.is_empty() => format!("{title} {}", one.bookmark),
        _ => title.to_owned(),
    };
    Ok(Document::from(Sheets {
        title: named,
        paper: Paper::A4Portrait,
        sheets,
        foot_left: heading.office.clone(),
        subject: title.to_owned(),
        author: heading.office.clone(),
        keywords: heading.keywords(),
        printed_on: heading.day(),
    }))
}

/// What all sheets of one print share.
struct Laid<'a> {
    ledger: &'a Ledger,
    places: &'a Places<'a>,
    kind: &'a Arc<RecordType>,
    book: &'a NameBook<'a>,
    heading: &'a Heading,
    /// Types of rows inside.
    inside: &'a [Arc<RecordType>],
    title: &'a str,
}

impl Laid<'_> {
    fn sheet(&self, row: Option<&Row>) -> Result<Sheet, UserError> {
        let known = Known {
            kind: self.kind,
            row,
            book: self.book,
        };
        let mut blocks = vec![Block::Grid(self.fields(&known))];
        if let Some(row) = row.filter(|_| self.kind.key == *SIGNED_PAGE) {
            blocks.push(Block::Grid(self.signed(row)?));
        }
        for kind in self.inside {
            blocks.extend(self.rows_inside(kind, row)?.map(Block::Grid));
        }
        if let Some(row) = row {
            blocks.extend(self.attachments(row)?.map(Block::Grid));
        }
        Ok(Sheet {
            title: format!("{}{}", self.heading.place(), self.title),
            bookmark: row.map_or_else(String::new, |row| self.kind.name_of(row)),
            info: Info {
                left: format!("单位：{}", self.heading.office),
                middle: row
                    .and_then(|row| row.voided.as_ref())
                    .map_or_else(String::new, |reason| format!("已作废：{reason}")),
                right: match row {
                    Some(_) => self.heading.today.format("%Y年%-m月%-d日").to_string(),
                    None => "　　　　年　　月　　日".into(),
                },
            },
            blocks,
            signatures: vec!["填表人：".into(), "审核人：".into()],
            source: row.map_or(Ok(String::new()), |row| self.places.source(self.kind, row))?,
            ..Sheet::default()
        })
    }

    /// The record's own fields: two to a line under the headings of their parts.
    fn fields(&self, known: &Known<'_>) -> Grid {
        let mut rows = Vec::new();
        let mut left: Option<&Field> = None;
        for field in &self.kind.fields {
            if !stands(field, known) {
                continue;
            }
            if let Some(section) = &field.section {
                rows.extend(left.take().map(|it| wide(known, it)));
                rows.push(GridRow::new(HEAD, vec![GridCell::head(section).across(4)]));
            }
            if is_wide(field, known) {
                rows.extend(left.take().map(|it| wide(known, it)));
                rows.push(wide(known, field));
            } else if let Some(first) = left.take() {
                let cells = [first, field].map(|it| [label(it), value(known, it)]);
                rows.push(GridRow::new(ROW, cells.into_iter().flatten().collect()));
            } else {
                left = Some(field);
            }
        }
        rows.extend(left.map(|it| wide(known, it)));
        let high = rows.iter().map(|it| it.height).sum::<f32>();
        if high > PAGE {
            // As close as one page needs; what takes several anyway in rows that are easily written in.
            let closest = PAGE / high;
            let closer = if closest < CLOSEST { CLOSER } else { closest };
            for row in &mut rows {
                row.height *= closer;
                // The last page alone would take all the room that is left.
                row.grows = false;
            }
        }
        Grid {
            columns: vec![
                Width::Mm(27.0),
                Width::Share(1.0),
                Width::Mm(27.0),
                Width::Share(1.0),
            ],
            rows,
            ..Grid::default()
        }
    }

    /// Rows of one type inside the record; `None` where there are none and nothing is to be written.
    fn rows_inside(&self, kind: &RecordType, row: Option<&Row>) -> Result<Option<Grid>, UserError> {
        let columns = columns_inside(kind);
        let mut held = match row {
            Some(row) => self.ledger.read().children(kind, row.id)?,
            None => Vec::new(),
        };
        held.retain(Row::is_live);
        if columns.is_empty() || (row.is_some() && held.is_empty()) {
            return Ok(None);
        }
        let heading = GridCell::head(&kind.title).across(columns.len());
        let heads = columns.iter().map(|it| GridCell::label(&it.label));
        let mut rows = vec![
            GridRow::new(HEAD, vec![heading]),
            GridRow::new(HEAD, heads.collect()),
        ];
        for row in &held {
            let known = Known {
                kind,
                row: Some(row),
                book: self.book,
            };
            rows.push(GridRow::new(
                ROW,
                columns.iter().map(|it| written(&known, it)).collect(),
            ));
        }
        let sums: Vec<Option<&Field>> = columns
            .iter()
            .map(|it| Some(*it).filter(|it| it.summed))
            .collect();
        rows.extend(total(kind, &sums, held.iter()).map(|texts| {
            let cells = texts.iter().map(|it| GridCell::number(it));
            GridRow::new(ROW, cells.collect())
        }));
        if row.is_none() {
            let empty = GridRow::new(ROW, vec![GridCell::value(""); columns.len()]);
            rows.extend(std::iter::repeat_n(empty, EMPTY));
        }
        Ok(Some(Grid {
            columns: columns
                .iter()
                .map(|it| Width::Share(it.width.clamp(12.0, 60.0)))
                .collect(),
            rows,
            head: 2,
            ..Grid::default()
        }))
    }

    /// The records that stand on a signed page, by the numbers under which they are found.
    fn signed(&self, row: &Row) -> Result<Grid, UserError> {
        let entries = signed_entries(self.ledger, self.kind, row)?;
        let mut rows = vec![
            GridRow::new(HEAD, vec![GridCell::head("本页登记").across(2)]),
            GridRow::new(HEAD, ["出处", "登记"].map(GridCell::label).to_vec()),
        ];
        for (kind, row) in &entries {
            let source = self.places.cited(kind, row)?;
            let name = kind.field(kind.name_field.as_str());
            let known = Known {
                kind,
                row: Some(row),
                book: self.book,
            };
            let name = name.map_or_else(String::new, |it| known.text_of(it.key.as_str()));
            let cells = vec![GridCell::left(&source), GridCell::left(&name)];
            rows.push(GridRow::new(CLOSE, cells));
        }
        Ok(Grid {
            columns: vec![Width::Share(1.6), Width::Share(1.0)],
            rows,
            head: 2,
            ..Grid::default()
        })
    }

    /// The files attached to the record, by their names, and where the signed paper lies.
    fn attachments(&self, row: &Row) -> Result<Option<Grid>, UserError> {
        let Some(kind) = self.ledger.registry().get(ATTACHMENT) else {
            return Ok(None);
        };
        let mut held = self.ledger.read().children(kind, row.id)?;
        held.retain(Row::is_live);
        let text = |row: &Row, key: &str| {
            let value = row.get(kind, key).and_then(Value::as_text);
            value.unwrap_or_default().to_owned()
        };
        let line = |row: &Row| {
            let (sort, name, place) = (
                text(row, Attachment::SORT.key()),
                text(row, Attachment::NAME.key()),
                text(row, Attachment::PLACE.key()),
            );
            if place.is_empty() {
                format!("{sort}　{name}")
            } else {
                format!("{sort}　{name}（原件：{place}）")
            }
        };
        let lines: Vec<String> = held.iter().map(line).collect();
        Ok((!lines.is_empty()).then(|| Grid {
            columns: vec![Width::Mm(27.0), Width::Share(1.0)],
            rows: vec![GridRow::new(
                ROW,
                vec![GridCell::label("附件"), GridCell::left(&lines.join("\n"))],
            )],
            ..Grid::default()
        }))
    }
}

/// The columns of a table of rows inside a record.
pub(super) fn columns_inside(kind: &RecordType) -> Vec<&Field> {
    let link = kind.parent.as_ref().map(|it| &it.field);
    kind.fields
        .iter()
        .filter(|it| it.printed && !it.hidden && it.has_column() && Some(&it.key) != link)
        .take(INSIDE)
        .collect()
}

/// Whether a field stands on the form. What changes with the day says nothing on paper.
fn stands(field: &Field, known: &Known<'_>) -> bool {
    !field.hidden
        && !matches!(field.origin, Origin::ByDay(_))
        && (!WHERE_KNOWN.contains(&field.key.as_str())
            || !known.text_of(field.key.as_str()).is_empty())
}

fn is_wide(field: &Field, known: &Known<'_>) -> bool {
    let ticks = known.ticks(field.key.as_str());
    let long: usize = ticks.iter().map(|it| it.label.chars().count() + 2).sum();
    field.full_line || (ticked(&ticks) && long > TICKS_WIDE)
}

fn ticked(ticks: &[Tick]) -> bool {
    (1..=TICKED).contains(&ticks.len())
}

fn label(field: &Field) -> GridCell {
    GridCell::label(&field.label)
}

/// A field over the whole line.
fn wide(known: &Known<'_>, field: &Field) -> GridRow {
    let cells = vec![label(field), value(known, field).across(3)];
    if matches!(field.field_type, FieldType::LongText) {
        GridRow::new(LONG, cells).growing()
    } else {
        GridRow::new(ROW, cells)
    }
}

/// What was entered, or room for it: few choices as boxes to tick.
fn value(known: &Known<'_>, field: &Field) -> GridCell {
    let ticks = known.ticks(field.key.as_str());
    if ticked(&ticks) {
        GridCell::new(Content::Ticks(ticks))
    } else {
        written(known, field)
    }
}

fn written(known: &Known<'_>, field: &Field) -> GridCell {
    let text = known.text_of(field.key.as_str());
    match field.field_type {
        FieldType::LongText => GridCell::long(&text),
        FieldType::Name => GridCell::name(&text),
        FieldType::Int
        | FieldType::Money
        | FieldType::Percent
        | FieldType::Phone
        | FieldType::IdNumber
        | FieldType::Date => GridCell::number(&text),
        _ if field.full_line || text.chars().count() > 12 => GridCell::left(&text),
        _ => GridCell::value(&text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::record::Registry;

    #[test]
    fn every_register_has_a_paper_for_one_record() {
        for kind in Registry::builtin().iter() {
            let Some(register) = &kind.register else {
                continue;
            };
            let title = title(kind);
            assert!(title.ends_with('表'), "{}: {title}", register.key);
            assert!(!title.contains("登记登记"), "{}: {title}", register.key);
        }
    }
}
