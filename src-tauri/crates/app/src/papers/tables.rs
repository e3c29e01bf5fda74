//! Tables of records on a form: rows inside a record, or records that belong to it. Heads are the
//! labels of the fields; columns whose numbers add up (money, heads) have their 合计.

use domain::dates::PartialDate;
use domain::record::{Field, FieldType, RecordType, Row, Value, show_in};
use forms::{Grid, GridCell, GridRow, Sums, Width};

use crate::papers::columns::{Content, PrintColumn, label_of};
use crate::papers::subject::Known;

/// A table as a form declares it. Heights are millimetres.
pub(crate) struct Table {
    /// Key of the type of its rows.
    pub(crate) kind: &'static str,
    /// Heading over it; empty for none.
    pub(crate) heading: &'static str,
    pub(crate) columns: &'static [TableColumn],
    pub(crate) row: f32,
    /// It has at least so many rows, to be written in by hand: where there is no record, or always.
    pub(crate) least: usize,
    /// Empty rows stand under the filled ones of a record as well.
    pub(crate) room: bool,
    /// Numbers and days by which its rows are sorted, those without last; empty: as they came.
    pub(crate) order: &'static [&'static str],
}

/// A column of such a table.
#[derive(Clone, Copy)]
pub(crate) struct TableColumn {
    shows: Cells,
    /// What this paper calls it; empty for the label of its field.
    own: &'static str,
    width: Width,
    set: Set,
}

#[derive(Clone, Copy)]
enum Cells {
    /// 序号.
    Running,
    /// Fields with something between those that are filled.
    Fields(&'static [&'static str], &'static str),
}

/// How a column is set.
#[derive(Clone, Copy)]
pub(crate) enum Set {
    /// Centred.
    Value,
    /// From the left: sentences.
    Left,
    /// A person's name.
    Name,
    /// Figures and days.
    Number,
    /// A long text from the top left.
    Long,
}

impl Set {
    pub(crate) fn cell(self, text: &str) -> GridCell {
        match self {
            Self::Value => GridCell::value(text),
            Self::Left => GridCell::left(text),
            Self::Name => GridCell::name(text),
            Self::Number => GridCell::number(text),
            Self::Long => GridCell::long(text),
        }
    }
}

/// A column of fields.
pub(crate) const fn cells(
    keys: &'static [&'static str],
    between: &'static str,
    set: Set,
    width: Width,
) -> TableColumn {
    TableColumn {
        shows: Cells::Fields(keys, between),
        own: "",
        width,
        set,
    }
}

/// 序号.
pub(crate) const fn running(millimetres: f32) -> TableColumn {
    TableColumn {
        shows: Cells::Running,
        own: "序号",
        width: Width::Mm(millimetres),
        set: Set::Number,
    }
}

impl TableColumn {
    /// With the title that this paper has for it.
    pub(crate) const fn called(self, title: &'static str) -> Self {
        Self {
            shows: self.shows,
            own: title,
            width: self.width,
            set: self.set,
        }
    }

    /// The fields it shows.
    pub(crate) fn keys(&self) -> &'static [&'static str] {
        match self.shows {
            Cells::Running => &[],
            Cells::Fields(keys, _) => keys,
        }
    }

    fn head(&self, kind: &RecordType) -> String {
        label_of(kind, self.keys(), self.own)
    }

    /// The field whose numbers add up in this column.
    fn summed<'a>(&self, kind: &'a RecordType) -> Option<&'a Field> {
        match self.keys() {
            [key] => kind.field(key).filter(|it| it.summed),
            _ => None,
        }
    }
}

impl Table {
    /// Sorts rows as the table has them.
    pub(crate) fn put_in_order(&self, kind: &RecordType, rows: &mut [Row]) {
        let place = |row: &Row, key: &str| {
            let value = row.get(kind, key);
            let number = value.and_then(Value::as_int);
            let day = value.and_then(Value::as_date).map(PartialDate::first_day);
            (number.is_none() && day.is_none(), number, day)
        };
        rows.sort_by_cached_key(|row| -> Vec<_> {
            self.order.iter().map(|key| place(row, key)).collect()
        });
    }

    /// The table over these records, with room to write.
    pub(crate) fn grid(&self, kind: &RecordType, rows: &[Known<'_>], blank: bool) -> Grid {
        let heads = self.columns.iter().map(|it| GridCell::head(&it.head(kind)));
        let mut lines = vec![GridRow::new(self.row, heads.collect())];
        for (at, known) in rows.iter().enumerate() {
            let cells = self.columns.iter().map(|it| match it.shows {
                Cells::Running => it.set.cell(&(at + 1).to_string()),
                Cells::Fields(keys, between) => it.set.cell(&known.joined(keys, between)),
            });
            lines.push(GridRow::new(self.row, cells.collect()));
        }
        let fields: Vec<Option<&Field>> = self.columns.iter().map(|it| it.summed(kind)).collect();
        let total = total(kind, &fields, rows.iter().filter_map(|it| it.row));
        while (blank || self.room) && lines.len() <= self.least {
            let empty = vec![GridCell::value(""); self.columns.len()];
            lines.push(GridRow::new(self.row, empty));
        }
        lines.extend(total.map(|texts| {
            let cells = texts.iter().map(|it| GridCell::number(it));
            GridRow::new(self.row, cells.collect())
        }));
        Grid {
            columns: self.columns.iter().map(|it| it.width).collect(),
            rows: lines,
            head: 1,
            ..Grid::default()
        }
    }
}

/// 合计 of a table: a cell per column, `fields` naming for each the field whose numbers add up in
/// it. `None` where no column adds up or nothing is filled in. Voided records count nowhere.
pub(crate) fn total<'a>(
    kind: &RecordType,
    fields: &[Option<&Field>],
    rows: impl Iterator<Item = &'a Row> + Clone,
) -> Option<Vec<String>> {
    let mut cells = added(kind, fields, rows);
    let first = cells.iter().position(|it| !it.is_empty())?;
    // The word stands behind the running number, where sums leave it room.
    let free = |at: &usize| fields.get(*at).is_some_and(Option::is_none);
    let before = [1, 0].into_iter().find(|at| *at < first && free(at));
    let beside = || (0..fields.len()).find(free);
    cells[before.or_else(beside)?] = "合计".into();
    Some(cells)
}

/// What each column adds up to; empty for those that do not, or in which nothing is written.
fn added<'a>(
    kind: &RecordType,
    fields: &[Option<&Field>],
    rows: impl Iterator<Item = &'a Row> + Clone,
) -> Vec<String> {
    let sum = |field: &Field| {
        let numbers = rows.clone().filter(|row| row.is_live());
        let numbers = numbers.filter_map(|row| row.get(kind, field.key.as_str())?.as_int());
        let sum = numbers.fold(None, |sum: Option<i64>, it| {
            Some(sum.unwrap_or(0).saturating_add(it))
        });
        sum.map(|it| show_in(&field.field_type, &Value::Int(it), &|_| None))
    };
    let cell = |field: &Option<&Field>| field.and_then(sum).unwrap_or_default();
    fields.iter().map(cell).collect()
}

/// The columns of a register's table that add up, with their 合计 of today; `None` where none does.
pub(crate) fn sums(kind: &RecordType, columns: &[PrintColumn], rows: &[Row]) -> Option<Sums> {
    let fields: Vec<Option<&Field>> = columns.iter().map(|it| summed(kind, it)).collect();
    let adding = fields.iter().enumerate();
    let adding: Vec<(usize, &Field)> = adding.filter_map(|(at, it)| Some((at, (*it)?))).collect();
    let money = |it: &(usize, &Field)| matches!(it.1.field_type, FieldType::Money);
    (!adding.is_empty()).then(|| Sums {
        columns: adding.iter().map(|it| it.0).collect(),
        decimals: adding.iter().map(money).collect(),
        total: added(kind, &fields, rows.iter()),
    })
}

/// The field whose numbers add up in a column of a register.
pub(crate) fn summed<'a>(kind: &'a RecordType, column: &PrintColumn) -> Option<&'a Field> {
    match column.content {
        Content::Field(at) => kind.fields.get(at).filter(|it| it.summed),
        Content::Running | Content::Pair(..) | Content::Empty => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::record::RecordId;

    fn works() -> RecordType {
        RecordType::new(
            "work",
            "实事",
            vec![
                Field::int("number", "序号"),
                Field::text("title", "事项"),
                Field::money("money", "金额（元）"),
                Field::int("people", "受益人数").summed(),
                Field::int("votes", "得票数"),
            ],
        )
    }

    fn row(kind: &RecordType, money: Option<i64>, people: i64) -> Row {
        let mut row = Row::empty(RecordId::new(), kind);
        row.values[2] = money.map(Value::Int);
        row.values[3] = Some(Value::Int(people));
        row.values[4] = Some(Value::Int(30));
        row
    }

    #[test]
    fn money_and_people_add_up_and_votes_do_not() {
        let kind = works();
        let fields: Vec<Option<&Field>> = kind
            .fields
            .iter()
            .map(|it| Some(it).filter(|it| it.summed))
            .collect();
        let mut rows = [
            row(&kind, Some(120_050), 3),
            row(&kind, None, 4),
            row(&kind, Some(1_000_000), 90),
        ];
        rows[2].voided = Some("重复".into());
        let cells = total(&kind, &fields, rows.iter()).unwrap();
        assert_eq!(
            cells,
            ["", "合计", "1,200.50", "7", ""],
            "a voided entry counts nowhere"
        );
        assert_eq!(total(&kind, &fields, [].iter()), None, "nothing adds up");
    }
}
