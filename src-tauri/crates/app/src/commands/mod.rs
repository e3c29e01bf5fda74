//! The one list of commands. Router, command line, browser host and TypeScript client come from
//! here.

use crate::books::{attendance, contacts, days, notice, plans, teams, visitors};
use crate::demo;
use crate::desk;
use crate::dossiers::{across, commands as dossiers};
use crate::due;
use crate::due::reminders;
use crate::figures;
use crate::importing::commands as importing;
use crate::inspection;
use crate::matters::{course, pass_on, similar, slips};
use crate::office::{calendar, office_lists, people, rules, schemes};
use crate::papers::book_pages;
use crate::printing::{commands as printing, inspection_set};
use crate::records::{
    attachments, batch, decisions, drafts, edits, grid, histories, parts, schema, understanding,
};
use crate::roster_structure as structure;
use crate::session::{self, App};
use crate::steps::engine as steps;
use crate::upkeep::{care, copies, security};
use crate::views::{exchange, lists, searching, totals};
use crate::wire::*;

impl App {
    /// Runs a command by its name. This is the only entrance.
    ///
    /// # Errors
    /// A refusal in the clerk's words.
    pub fn invoke(
        &mut self,
        command: &str,
        request: serde_json::Value,
    ) -> Result<serde_json::Value, UserError> {
        dispatch(self, command, request)
    }
}

/// One function per command with its own request and answer, so that a caller in Rust cannot pair
/// a command with the types of another.
macro_rules! typed_calls {
    ($($name:ident: $request:ident -> $answer:ty;)*) => {
        /// Every command as a function. Each goes the way of [`App::invoke`], under its name.
        ///
        /// ```
        /// use app::wire::{OfRegister, Schema, UserError};
        ///
        /// fn fields(app: &mut app::App) -> Result<usize, UserError> {
        ///     let register = OfRegister { register: "roster".into() };
        ///     let schema: Schema = app::call::schema(app, register)?;
        ///     Ok(schema.fields.len())
        /// }
        /// ```
        ///
        /// An answer of another command does not compile:
        ///
        /// ```compile_fail,E0308
        /// use app::wire::{OfRegister, Saved, UserError};
        ///
        /// fn fields(app: &mut app::App) -> Result<Saved, UserError> {
        ///     let register = OfRegister { register: "roster".into() };
        ///     app::call::schema(app, register)
        /// }
        /// ```
        pub mod call {
            use super::*;

            $(
                #[doc = concat!("Runs the command `", stringify!($name), "`.")]
                ///
                /// # Errors
                /// A refusal in the clerk's words.
                pub fn $name(app: &mut App, request: $request) -> Result<$answer, UserError> {
                    let request = serde_json::to_value(request).map_err(malformed)?;
                    let answer = app.invoke(stringify!($name), request)?;
                    serde_json::from_value(answer).map_err(malformed)
                }
            )*
        }
    };
}

macro_rules! commands {
    ($($name:ident: $body:path => $request:ident -> $answer:ty;)*) => {
        /// Name, request and answer of every command.
        pub const COMMANDS: &[(&str, &str, &str)] =
            &[$((stringify!($name), stringify!($request), stringify!($answer)),)*];

        /// Carries a request to its command and the answer back.
        pub(crate) fn dispatch(
            app: &mut App,
            command: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, UserError> {
            $(if command == stringify!($name) {
                let request: $request = serde_json::from_value(request).map_err(malformed)?;
                let answer: $answer = $body(app, request)?;
                return serde_json::to_value(answer).map_err(malformed);
            })*
            Err(UserError::new(
                ErrorCode::BadRequest,
                format!("没有“{command}”这个命令"),
                "界面与程序的版本可能不一致，请重新安装",
            ))
        }

        typed_calls! { $($name: $request -> $answer;)* }

        #[cfg(test)]
        fn export_types(folder: &std::path::Path) -> Result<(), ts_rs::ExportError> {
            use ts_rs::TS;
            $(<$request>::export_all_to(folder)?; list_or_one(<$answer>::export_all_to(folder))?;)*
            RegisterInfo::export_all_to(folder)?;
            SearchGroup::export_all_to(folder)?;
            UserLine::export_all_to(folder)?;
            Progress::export_all_to(folder)?;
            FormInfo::export_all_to(folder)?;
            AlikeMatter::export_all_to(folder)?;
            OfficeList::export_all_to(folder)?;
            Reminder::export_all_to(folder)?;
            UserError::export_all_to(folder)
        }
    };
}

/// A list has no file of its own; its element is exported by name.
#[cfg(test)]
fn list_or_one(exported: Result<(), ts_rs::ExportError>) -> Result<(), ts_rs::ExportError> {
    match exported {
        Err(ts_rs::ExportError::CannotBeExported(_)) => Ok(()),
        other => other,
    }
}

fn malformed(error: serde_json::Error) -> UserError {
    UserError::new(
        ErrorCode::BadRequest,
        format!("请求的格式不对（{error}）"),
        "界面与程序的版本可能不一致，请重新安装",
    )
}

commands! {
    status: session::status => Nothing -> Status;
    found: session::found => Found -> Founded;
    unlock: session::unlock => UnlockWith -> Status;
    lock: session::lock => Nothing -> Status;
    registers: schema::registers => Nothing -> Vec<RegisterInfo>;
    schema: schema::schema => OfRegister -> Schema;
    list: lists::list => ListRequest -> Page;
    totals: totals::totals => TotalsRequest -> Totals;
    values_of: totals::values_of => ValuesRequest -> ValueCounts;
    batch_save: batch::batch_save => BatchSave -> BatchDone;
    batch_void: batch::batch_void => BatchVoid -> BatchDone;
    check_rows: grid::check_rows => GridRows -> GridAnswer;
    save_rows: grid::save_rows => GridRows -> GridAnswer;
    record: lists::record => OfRecord -> RecordView;
    save: edits::save => Save -> Saved;
    void_record: edits::void_record => VoidRecord -> Saved;
    restore_record: edits::restore_record => OfRecord -> Saved;
    act: steps::act => Act -> Acted;
    act_many: steps::act_many => ActMany -> ActedMany;
    course: course::course => OfRecord -> Course;
    pass_on: pass_on::pass_on => PassOn -> PassedOn;
    alike: similar::alike => Alike -> Vec<AlikeMatter>;
    sample: pass_on::draw => Sample -> Sampled;
    slips: slips::slips => SlipRequest -> SlipParts;
    due: due::due => Nothing -> DueItems;
    settle_finding: edits::settle_finding => SettleFinding -> Saved;
    restore_value: decisions::restore_value => RestoreValue -> Saved;
    decide_conflict: decisions::decide_conflict => DecideConflict -> Saved;
    attach: attachments::attach => Attach -> Attached;
    attachment: attachments::attachment => OfAttachment -> AttachmentContent;
    uses: parts::uses => OfRecord -> Uses;
    similar: similar::similar => OfSimilar -> Similar;
    understand: understanding::understand => Understand -> Understood;
    history: histories::history => OfRecord -> History;
    keep_draft: drafts::keep_draft => KeepDraft -> KeptDraft;
    drafts: drafts::drafts => Nothing -> Drafts;
    drop_draft: drafts::drop_draft => OfDraft -> Nothing;
    operations: histories::operations => OperationsRequest -> Operations;
    undo: histories::undo => UndoRequest -> Undone;
    redo: histories::redo => Nothing -> Undone;
    plan_import: importing::plan_import => PlanImport -> ImportReport;
    peek_sheet: importing::peek_sheet => PeekSheet -> SheetTop;
    apply_import: importing::apply_import => ApplyImport -> ImportReport;
    plan_reception_days: days::plan_reception_days => PlanDays -> PlannedDays;
    deal_rota: teams::deal_rota => DealTeams -> DealtTeams;
    draft_notice: notice::draft_notice => OfDay -> Notice;
    check_day: visitors::check_day => SaveDay -> GridAnswer;
    save_day: visitors::save_day => SaveDay -> GridAnswer;
    read_line: visitors::read_line => ReadLine -> LineProposal;
    rules_in_force: rules::rules_in_force => Nothing -> RulesInForce;
    holidays: calendar::holidays => Nothing -> Holidays;
    load_holidays: calendar::load_holidays => LoadHolidays -> HolidaysLoaded;
    attendance: attendance::attendance => OfActivity -> AttendanceSheet;
    set_attendance: attendance::set_attendance => SetAttendance -> AttendanceSheet;
    tick_contacts: contacts::tick_contacts => TickContacts -> TickedContacts;
    contact_standings: contacts::contact_standings => OfYear -> ContactStandings;
    copy_plan: plans::copy_plan => CopyPlan -> CopiedPlan;
    book_pages: book_pages::book_pages => OfBook -> BookPages;
    sign_pages: book_pages::sign_pages => SignPages -> Saved;
    dossiers: dossiers::dossiers => OfDossiers -> DossierShelf;
    dossier: dossiers::dossier => OfDossier -> Dossier;
    dossier_across: across::dossier_across => OfDossier -> DossierAcross;
    keep_dossier: dossiers::keep_dossier => KeepDossier -> Saved;
    freeze_dossier: dossiers::freeze_dossier => FreezeDossier -> Saved;
    forms: printing::forms => Nothing -> Vec<FormInfo>;
    print: printing::print => PrintRequest -> PrintReport;
    structure: structure::structure => StructureRequest -> StructureTable;
    structure_people: structure::structure_people => StructurePeople -> PeopleOfFigure;
    figures: figures::figures => FigureRequest -> Figures;
    figure_records: figures::figure_records => FigureRecordsRequest -> FigureRecords;
    export_figures: figures::export_figures => ExportFigures -> Written;
    draft_report: figures::draft_report => DraftReport -> DraftedReport;
    breakdown: figures::breakdown => BreakdownRequest -> Breakdown;
    export: exchange::export => Export -> Written;
    template: exchange::template => Template -> Written;
    scheme: schemes::scheme => OfRegister -> Scheme;
    set_scheme: schemes::set_scheme => SchemeField -> Saved;
    arrange: schemes::arrange => Arrange -> Saved;
    set_title: schemes::set_title => SetTitle -> Saved;
    reset_scheme: schemes::reset_scheme => OfRegister -> Saved;
    office_lists: office_lists::office_lists => Nothing -> Vec<OfficeList>;
    set_list: office_lists::set_list => SetList -> ListChanged;
    amend_list: office_lists::amend_list => AmendList -> ListAmended;
    demo: demo::fill => Nothing -> Demo;
    remove_demo: demo::clear => Nothing -> Undone;
    check: care::check => Check -> Checked;
    rebuild: care::rebuild => Nothing -> Checked;
    backup: care::backup => Backup -> Copied;
    restore: care::restore => Restore -> Copied;
    copies: copies::copies => Nothing -> Copies;
    look_into: copies::look_into => WhichCopy -> CopySays;
    place: copies::place => Nothing -> Place;
    security: security::security => Nothing -> Security;
    set_password: security::set_password => SetPassword -> Security;
    remove_password: security::remove_password => RemovePassword -> Security;
    use_key_file: security::use_key_file => UseKeyFile -> Security;
    new_card: security::new_card => Nothing -> NewCard;
    keep_card: security::keep_card => Nothing -> Security;
    print_card: security::print_card => PrintCard -> PrintReport;
    inspection_check: inspection::inspection_check => InspectionRequest -> InspectionReport;
    inspection: inspection_set::inspection => InspectionSet -> InspectionPapers;
    reminders: reminders::reminders => Nothing -> Vec<Reminder>;
    home: desk::home => Nothing -> HomeView;
    put_off: desk::put_off => PutOff -> Nothing;
    search_all: searching::search_all => SearchAll -> Vec<SearchGroup>;
    preferences: desk::preferences => Nothing -> Preferences;
    set_preference: desk::set_preference => SetPreference -> Nothing;
    set_look: desk::set_look => Look -> Look;
    users: people::users => Nothing -> Vec<UserLine>;
    switch_user: people::switch_user => SwitchUser -> Status;
}

/// The TypeScript client: one function per command, typed by the generated types.
#[must_use]
pub fn client_source() -> String {
    let names: std::collections::BTreeSet<String> = COMMANDS
        .iter()
        .flat_map(|(_, request, answer)| [*request, *answer])
        .map(|name| {
            name.trim_start_matches("Vec<")
                .trim_end_matches('>')
                .trim()
                .to_owned()
        })
        .collect();
    let mut source = String::from("// Generated from the list of commands; do not edit.\n");
    source.push_str("import { invoke } from '../invoke'\n");
    for name in &names {
        source.push_str(&format!("import type {{ {name} }} from './{name}'\n"));
    }
    source.push_str("\nexport const commands = {\n");
    for (command, request, answer) in COMMANDS {
        let answer = match answer.trim().strip_prefix("Vec<") {
            Some(inner) => format!("Array<{inner}"),
            None => (*answer).to_owned(),
        };
        source.push_str(&format!(
            "  {command}: (request: {request}) => invoke<{answer}>('{command}', request),\n"
        ));
    }
    source.push_str("}\n");
    source
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Writes the types and the client where the interface takes them from. The build compares
    /// them with what is committed.
    #[test]
    fn bindings_are_generated() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../ui/src/platform/generated");
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        export_types(&folder).expect("types are written");
        std::fs::write(folder.join("client.ts"), client_source()).expect("the client is written");
    }
}
