//! The commands of printing.

use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate};
use domain::record::{FieldType, Row};
use forms::{Fonts, PrintDay, Register};
use store::query::{Filter, ListQuery};

use crate::commands::{find_row, kind_of, list_query};
use crate::printing::{reception, roster};
use crate::session::App;
use crate::wire::{
    ErrorCode, FormInfo, ListRequest, Nothing, PrintReport, PrintRequest, Substituted, UserError,
    Where,
};

/// What stands on every page of every print.
pub(super) struct Heading {
    pub(super) office: String,
    pub(super) term: String,
    pub(super) book: String,
    pub(super) today: NaiveDate,
}

impl Heading {
    /// The office's own title: 北营房镇第十九届人大代表名册.
    pub(super) fn title(&self, what: &str) -> String {
        let place = self.office.split("人大").next().unwrap_or_default();
        format!("{place}{}{what}", self.term)
    }

    pub(super) fn register(&self, subject: &str) -> Register {
        Register {
            foot_left: self.office.clone(),
            subject: subject.into(),
            author: self.office.clone(),
            keywords: vec!["人大".into(), self.book.clone()],
            printed_on: PrintDay {
                year: u16::try_from(self.today.year()).unwrap_or(1970),
                month: u8::try_from(self.today.month()).unwrap_or(1),
                day: u8::try_from(self.today.day()).unwrap_or(1),
            },
            ..Register::default()
        }
    }
}

pub(super) fn paper_row(cells: Vec<String>, row: &Row) -> forms::Row {
    forms::Row {
        cells,
        void: row.voided.is_some(),
    }
}

/// Faces are read once for a program's run.
fn fonts() -> Result<&'static Fonts, UserError> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    if let Some(fonts) = FONTS.get() {
        return Ok(fonts);
    }
    let fonts = Fonts::with_installed()?;
    Ok(FONTS.get_or_init(|| fonts))
}

pub(crate) fn forms(app: &mut App, _: Nothing) -> Result<Vec<FormInfo>, UserError> {
    let ledger = app.ledger()?;
    Ok(ledger
        .registry()
        .iter()
        .filter_map(|kind| kind.register.as_ref())
        .map(|register| FormInfo {
            key: register.key.clone(),
            title: register.title.clone(),
            needs: Vec::new(),
        })
        .collect())
}

pub(crate) fn print(app: &mut App, request: PrintRequest) -> Result<PrintReport, UserError> {
    let register = compose(app, &request)?;
    let fonts = fonts()?;
    let printed = forms::print(&register, fonts)?;
    let path = match &request.out {
        Some(out) => app.host.write(out, &printed.pdf)?,
        None => String::new(),
    };
    Ok(PrintReport {
        pages: u32::try_from(printed.pages).unwrap_or(u32::MAX),
        missing: printed.missing.iter().map(ToString::to_string).collect(),
        substituted: printed
            .substituted
            .into_iter()
            .map(|it| Substituted {
                wanted: it.wanted,
                used: it.used,
            })
            .collect(),
        path,
    })
}

fn compose(app: &mut App, request: &PrintRequest) -> Result<Register, UserError> {
    let kind = kind_of(app, &request.form).map_err(|error| {
        UserError::new(
            ErrorCode::NotFound,
            format!("没有“{}”这个表", request.form),
            error.hint.unwrap_or_default(),
        )
    })?;
    let mut conditions = request.conditions.clone();
    if let Some(deputy) = &request.deputy {
        let field = kind.fields.iter().find(|field| {
            matches!(&field.field_type, FieldType::Refs(target) | FieldType::Ref(target)
                if *target == *domain::roster::DEPUTY)
        });
        let field = field.map_or_else(|| kind.name_field.to_string(), |it| it.key.to_string());
        conditions.push(Where {
            field,
            value: deputy.clone(),
        });
    }
    if let (Some(station), Some(serial)) = (&request.station, &kind.serial) {
        conditions.push(Where {
            field: serial.station.to_string(),
            value: station.clone(),
        });
    }
    let list = ListRequest {
        register: request.form.clone(),
        conditions,
        search: request.search.clone(),
        order: request.order.clone(),
        descending: request.descending,
        filters: request.filters.clone(),
        ids: request.ids.clone(),
        voided: kind.serial.is_some(),
        ..ListRequest::default()
    };
    let mut query: ListQuery = list_query(app, &kind, &list)?;
    if let (Some(year), Some(serial)) = (request.year, &kind.serial) {
        query
            .filters
            .push(Filter::In(serial.year_of.clone(), year, request.month));
    }
    if let Some(id) = &request.record {
        query
            .filters
            .push(Filter::Record(find_row(app, &kind, id)?.id));
    }
    let heading = Heading {
        office: app.office_text("name")?,
        term: app.term()?.map(|(_, name)| name).unwrap_or_default(),
        book: kind
            .register
            .as_ref()
            .map_or_else(String::new, |it| it.title.clone()),
        today: app.today(),
    };
    let ledger = app.ledger()?;
    if kind.key == *domain::roster::DEPUTY {
        roster::register(ledger, &kind, request, &query, &heading)
    } else {
        reception::register(ledger, &kind, request, &query, &heading)
    }
}
