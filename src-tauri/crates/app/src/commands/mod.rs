//! The one list of commands. Router, command line, browser host and TypeScript client come from
//! here.

mod access;

use std::time::Instant;

use crate::books::{attendance, contacts, days, notice, plans, teams, visitors};
use crate::border::commands as border;
use crate::chair;
use crate::conflicts;
use crate::demo;
use crate::desk;
use crate::dossiers::{across, commands as dossiers};
use crate::due;
use crate::due::reminders;
use crate::exchange::commands as exchange;
use crate::figures;
use crate::importing::commands as importing;
use crate::importing::headings;
use crate::inspection;
use crate::log;
use crate::matters::{course, onward, pass_on, sampling, similar, slips, year};
use crate::office::{calendar, office_lists, people, rules, schemes};
use crate::open_data::commands as open_data;
use crate::papers::book_pages;
use crate::printing::{commands as printing, inspection_set};
use crate::records::{
    attachments, batch, decisions, drafts, edits, grid, histories, joining, parts, saving, schema,
    understanding,
};
use crate::roster_structure as structure;
use crate::session::{self, App};
use crate::steps;
use crate::steps::together;
use crate::upkeep::{care, copies, diagnosis, security};
use crate::views::{exporting, lists, saved, searching, settling, totals};
use crate::wire::*;

pub use access::{Access, Declared};
use access::{CARE, READ, WRITE};

impl App {
    /// Runs a command by its name. This is the only entrance. What was done or refused is written
    /// to the log, and each refusal gets its number.
    ///
    /// # Errors
    /// A refusal in the clerk's words.
    pub fn invoke(
        &mut self,
        command: &str,
        request: serde_json::Value,
    ) -> Result<serde_json::Value, UserError> {
        let log = self.log();
        log.within(|| {
            self.log_start();
            let begun = Instant::now();
            let name = known(command);
            let answer = dispatch(self, command, request);
            let took = begun.elapsed();
            match answer {
                Ok(answer) => {
                    let ms = log::milliseconds(took);
                    tracing::info!(command = name, ms, "done");
                    Ok(answer)
                }
                Err(error) => Err(log::note(error, name, took)),
            }
        })
    }
}

/// Whether a command ends where another waits.
///
/// ```
/// assert!(app::gives_way("totals"), "counting gives way");
/// assert!(!app::gives_way("save") && !app::gives_way("nosuch"));
/// ```
#[must_use]
pub fn gives_way(command: &str) -> bool {
    let declared = COMMANDS.iter().find(|it| it.name == command);
    declared.is_some_and(|it| it.access.gives_way)
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
    ($($name:ident: $body:path => $request:ident -> $answer:ty, $access:expr;)*) => {
        /// Every command with its request, its answer and what it asks of whoever calls it.
        pub const COMMANDS: &[Declared] = &[$(Declared {
            name: stringify!($name),
            request: stringify!($request),
            answer: stringify!($answer),
            access: $access,
        },)*];

        /// Carries a request to its command and the answer back. Role, lock and password are
        /// looked at here, before the request is read; bodies rely on it.
        fn dispatch(
            app: &mut App,
            command: &str,
            request: serde_json::Value,
        ) -> Result<serde_json::Value, UserError> {
            $(if command == stringify!($name) {
                access::admit(app, $access)?;
                let request: $request = serde_json::from_value(request).map_err(malformed)?;
                // Of what an earlier command could not read, that one told.
                let _ = app.all_read();
                let _giving_way = $access.gives_way.then(|| app.give_way());
                let answer: $answer = $body(app, request)?;
                app.all_read()?;
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
            UserLine::export_all_to(folder)?;
            Progress::export_all_to(folder)?;
            FormInfo::export_all_to(folder)?;
            DuplicatePair::export_all_to(folder)?;
            SavedView::export_all_to(folder)?;
            AlikeMatter::export_all_to(folder)?;
            OfficeList::export_all_to(folder)?;
            Reminder::export_all_to(folder)?;
            Right::export_all_to(folder)?;
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
    status: session::status => Nothing -> Status, READ.while_closed();
    found: session::found => Found -> Founded, READ.while_closed();
    unlock: session::unlock => UnlockWith -> Status, READ.while_closed();
    lock: session::lock => Nothing -> Status, READ.while_closed();
    reauthenticate: access::reauthenticate => Reauthenticate -> Nothing, READ.while_closed();
    registers: schema::registers => Nothing -> Vec<RegisterInfo>, READ;
    schema: schema::schema => OfRegister -> Schema, READ;
    list: lists::list => ListRequest -> Page, READ;
    saved_views: saved::saved_views => OfSavedViews -> Vec<SavedView>, READ;
    totals: totals::totals => TotalsRequest -> Totals, READ.gives_way();
    values_of: totals::values_of => ValuesRequest -> ValueCounts, READ;
    batch_save: batch::batch_save => BatchSave -> BatchDone, WRITE;
    batch_void: batch::batch_void => BatchVoid -> BatchDone, WRITE;
    check_rows: grid::check_rows => GridRows -> GridAnswer, READ;
    save_rows: grid::save_rows => GridRows -> GridAnswer, WRITE;
    record: lists::record => OfRecord -> RecordView, READ;
    save: saving::save => Save -> Saved, WRITE;
    void_record: edits::void_record => VoidRecord -> Saved, WRITE;
    join_records: joining::join_records => JoinRecords -> Joined, WRITE;
    part_records: joining::part_records => OfRecord -> Undone, WRITE;
    duplicates: joining::duplicates => OfRegister -> Vec<DuplicatePair>, READ;
    restore_record: edits::restore_record => OfRecord -> Saved, WRITE;
    act: steps::act => Act -> Acted, WRITE;
    act_many: steps::act_many => ActMany -> ActedMany, WRITE;
    steps_for_many: steps::steps_for_many => StepsForMany -> ManySteps, READ;
    act_together: together::act_together => ActTogether -> Acted, WRITE;
    foresee: together::foresee => ActTogether -> Foreseen, READ;
    course: course::course => OfRecord -> Course, READ;
    pass_on: pass_on::pass_on => PassOn -> PassedOn, WRITE;
    alike: similar::alike => Alike -> Vec<AlikeMatter>, READ;
    onward: onward::onward => OfRecord -> Onward, READ;
    sample: sampling::draw => Sample -> Sampled, READ;
    matters_of_year: year::matters_of_year => OfYear -> MattersOfYear, READ;
    slips: slips::slips => SlipRequest -> SlipParts, READ;
    due: due::due => Nothing -> DueItems, READ;
    chair: chair::chair => Nothing -> ChairView, READ;
    to_settle: settling::to_settle => OfSettling -> ToSettle, READ;
    settle_finding: edits::settle_finding => SettleFinding -> Saved, WRITE;
    restore_value: decisions::restore_value => RestoreValue -> Saved, WRITE;
    conflicts: conflicts::conflicts => ConflictsRequest -> Conflicts, READ;
    conflict_counts: conflicts::conflict_counts => Nothing -> ConflictCounts, READ;
    resolve_conflict: conflicts::resolve_conflict => ResolveConflict -> Saved, WRITE;
    resolve_record: conflicts::resolve_record => ResolveRecord -> Saved, WRITE;
    see_noted: conflicts::see_noted => SeeNoted -> Saved, WRITE;
    tell_apart: conflicts::tell_apart => TellApart -> Saved, WRITE;
    attach: attachments::attach => Attach -> Attached, WRITE;
    attachment: attachments::attachment => OfAttachment -> AttachmentContent, READ;
    uses: parts::uses => OfRecord -> Uses, READ;
    similar: similar::similar => OfSimilar -> Similar, READ;
    understand: understanding::understand => Understand -> Understood, READ;
    history: histories::history => OfRecord -> History, READ;
    keep_draft: drafts::keep_draft => KeepDraft -> KeptDraft, WRITE;
    drafts: drafts::drafts => Nothing -> Drafts, READ;
    drop_draft: drafts::drop_draft => OfDraft -> Nothing, WRITE;
    operations: histories::operations => OperationsRequest -> Operations, READ;
    before_undo: histories::before_undo => UndoRequest -> BeforeUndo, WRITE;
    undo: histories::undo => UndoRequest -> Undone, WRITE;
    redo: histories::redo => Nothing -> Undone, WRITE;
    plan_import: importing::plan_import => PlanImport -> ImportReport, WRITE;
    peek_sheet: importing::peek_sheet => PeekSheet -> SheetTop, READ;
    match_headings: headings::match_headings => MatchHeadings -> MatchedHeadings, READ;
    apply_import: importing::apply_import => ApplyImport -> ImportReport, WRITE;
    plan_reception_days: days::plan_reception_days => PlanDays -> PlannedDays, WRITE;
    deal_rota: teams::deal_rota => DealTeams -> DealtTeams, WRITE;
    draft_notice: notice::draft_notice => OfDay -> Notice, READ;
    check_day: visitors::check_day => SaveDay -> GridAnswer, READ;
    save_day: visitors::save_day => SaveDay -> GridAnswer, WRITE;
    read_line: visitors::read_line => ReadLine -> LineProposal, READ;
    rules_in_force: rules::rules_in_force => Nothing -> RulesInForce, READ;
    holidays: calendar::holidays => Nothing -> Holidays, READ;
    load_holidays: calendar::load_holidays => LoadHolidays -> HolidaysLoaded, WRITE;
    attendance: attendance::attendance => OfActivity -> AttendanceSheet, READ;
    set_attendance: attendance::set_attendance => SetAttendance -> AttendanceSheet, WRITE;
    tick_contacts: contacts::tick_contacts => TickContacts -> TickedContacts, WRITE;
    contact_standings: contacts::contact_standings => OfYear -> ContactStandings, READ;
    copy_plan: plans::copy_plan => CopyPlan -> CopiedPlan, WRITE;
    book_pages: book_pages::book_pages => OfBook -> BookPages, READ;
    sign_pages: book_pages::sign_pages => SignPages -> Saved, WRITE;
    dossiers: dossiers::dossiers => OfDossiers -> DossierShelf, READ;
    dossier: dossiers::dossier => OfDossier -> Dossier, READ;
    dossier_across: across::dossier_across => OfDossier -> DossierAcross, READ;
    keep_dossier: dossiers::keep_dossier => KeepDossier -> Saved, WRITE;
    freeze_dossier: dossiers::freeze_dossier => FreezeDossier -> Saved, WRITE;
    forms: printing::forms => Nothing -> Vec<FormInfo>, READ;
    print: printing::print => PrintRequest -> PrintReport, READ;
    structure: structure::structure => StructureRequest -> StructureTable, READ;
    structure_people: structure::structure_people => StructurePeople -> PeopleOfFigure, READ;
    figures: figures::figures => FigureRequest -> Figures, READ;
    figure_records: figures::figure_records => FigureRecordsRequest -> FigureRecords, READ;
    export_figures: figures::export_figures => ExportFigures -> Written, READ;
    open_data: open_data::open_data => OpenData -> OpenDataMade, CARE;
    draft_report: figures::draft_report => DraftReport -> DraftedReport, WRITE;
    breakdown: figures::breakdown => BreakdownRequest -> Breakdown, READ;
    export: exporting::export => Export -> Written, READ;
    template: exporting::template => Template -> Written, READ;
    scheme: schemes::scheme => OfRegister -> Scheme, READ;
    set_scheme: schemes::set_scheme => SchemeField -> Saved, WRITE;
    arrange: schemes::arrange => Arrange -> Saved, WRITE;
    set_title: schemes::set_title => SetTitle -> Saved, WRITE;
    reset_scheme: schemes::reset_scheme => OfRegister -> Saved, WRITE;
    office_lists: office_lists::office_lists => Nothing -> Vec<OfficeList>, READ;
    set_list: office_lists::set_list => SetList -> ListChanged, WRITE;
    amend_list: office_lists::amend_list => AmendList -> ListAmended, WRITE;
    demo: demo::fill => Nothing -> Demo, WRITE;
    remove_demo: demo::clear => Nothing -> Undone, WRITE;
    check: care::check => Check -> Checked, READ;
    rebuild: care::rebuild => Nothing -> Checked, CARE;
    backup: care::backup => Backup -> Copied, WRITE;
    restore: care::restore => Restore -> Copied, CARE.password_again().while_closed();
    copies: copies::copies => Nothing -> Copies, READ;
    look_into: copies::look_into => WhichCopy -> CopySays, READ.while_closed();
    place: copies::place => Nothing -> Place, READ;
    diagnosis: diagnosis::diagnosis => DiagnosisRequest -> Diagnosis, READ.while_closed();
    security: security::security => Nothing -> Security, READ;
    set_password: security::set_password => SetPassword -> Security, CARE.password_again();
    remove_password: security::remove_password => RemovePassword -> Security, CARE.password_again();
    use_key_file: security::use_key_file => UseKeyFile -> Security, CARE.password_again();
    new_card: security::new_card => Nothing -> NewCard, CARE.password_again();
    keep_card: security::keep_card => Nothing -> Security, CARE;
    print_card: security::print_card => PrintCard -> PrintReport, CARE;
    inspection_check: inspection::inspection_check => InspectionRequest -> InspectionReport, READ;
    inspection: inspection_set::inspection => InspectionSet -> InspectionPapers, READ;
    reminders: reminders::reminders => Nothing -> Vec<Reminder>, READ;
    home: desk::home => Nothing -> HomeView, READ;
    put_off: desk::put_off => PutOff -> Nothing, READ;
    search_all: searching::search_all => SearchAll -> SearchFound, READ;
    preferences: desk::preferences => Nothing -> Preferences, READ;
    set_preference: desk::set_preference => SetPreference -> Nothing, READ;
    set_lock: desk::set_lock => SetLock -> Nothing, CARE;
    set_look: desk::set_look => Look -> Look, READ.while_closed();
    devices: exchange::devices => Nothing -> Devices, READ;
    packages: exchange::packages => Nothing -> Packages, READ;
    ask_to_join: exchange::ask_to_join => AskToJoin -> AskedToJoin, READ.while_closed();
    join_by_answer: exchange::join_by_answer => JoinByAnswer -> JoinedOffice, WRITE;
    look_at_request: exchange::look_at_request => RequestFile -> RequestSays, READ;
    enrol_device: exchange::enrol_device => EnrolDevice -> Enrolled, CARE;
    revoke_device: exchange::revoke_device => RevokeDevice -> Revoked, CARE;
    export_package: exchange::export_package => ExportPackage -> PackageMade, WRITE;
    preview_package: exchange::preview_package => PackageFile -> PackageReport, READ;
    apply_package: exchange::apply_package => ApplyPackage -> PackageReport, WRITE;
    undo_package: exchange::undo_package => Nothing -> PackageUndone, WRITE;
    return_package: exchange::return_package => ReturnPackage -> PackageMade, WRITE;
    border: border::border => Nothing -> Border, READ;
    write_card: border::write_card => WriteCard -> CardSays, WRITE;
    look_at_card: border::look_at_card => CardFile -> CardSays, READ;
    trust_card: border::trust_card => TrustCard -> OfficeTrusted, CARE;
    preview_submission: border::preview_submission => ChooseSubmission -> SubmissionPreview, READ;
    make_submission: border::make_submission => MakeSubmission -> DispatchMade, WRITE;
    preview_dispatch: border::preview_dispatch => DispatchFile -> DispatchReport, READ;
    take_dispatch: border::take_dispatch => TakeDispatch -> DispatchReport, WRITE;
    answer_submission: border::answer_submission => AnswerSubmission -> DispatchMade, WRITE;
    submission_totals: border::submission_totals => OfSentYear -> SubmissionSums, READ;
    sent_rows: border::sent_rows => OfSentPart -> SentRows, READ;
    make_handdown: border::make_handdown => MakeHandDown -> DispatchMade, WRITE;
    handdown_totals: border::handdown_totals => OfHandDown -> HandDownSums, READ;
    users: people::users => Nothing -> Vec<UserLine>, READ;
    switch_user: people::switch_user => SwitchUser -> Status, READ;
}

/// The TypeScript client: one function per command, typed by the generated types.
#[must_use]
pub fn client_source() -> String {
    let names: std::collections::BTreeSet<String> = COMMANDS
        .iter()
        .flat_map(|it| [it.request, it.answer])
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
    source.push_str("import type { Right } from './Right'\n");
    source.push_str("\nexport const commands = {\n");
    for Declared {
        name: command,
        request,
        answer,
        ..
    } in COMMANDS
    {
        let answer = match answer.trim().strip_prefix("Vec<") {
            Some(inner) => format!("Array<{inner}"),
            None => (*answer).to_owned(),
        };
        source.push_str(&format!(
            "  {command}: (request: {request}) => invoke<{answer}>('{command}', request),\n"
        ));
    }
    source.push_str("}\n\n/** A command's name. */\n");
    source.push_str("export type CommandName = keyof typeof commands\n\n");
    source.push_str("/** What each command asks of whoever calls it. */\n");
    source.push_str("export const access: Record<CommandName, Access> = {\n");
    for it in COMMANDS {
        source.push_str(&format!(
            "  {}: {{ right: '{}', passwordAgain: {}, whileClosed: {} }},\n",
            it.name,
            it.access.right.word(),
            it.access.password_again,
            it.access.while_closed,
        ));
    }
    source.push_str("}\n\nexport interface Access {\n  right: Right\n");
    source.push_str("  passwordAgain: boolean\n  whileClosed: boolean\n}\n");
    source
}

/// The name of a command as it stands in the list; what a page made up stands for nothing.
fn known(command: &str) -> &'static str {
    let found = COMMANDS.iter().find(|it| it.name == command);
    found.map_or("unknown", |it| it.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::activity::AttendanceState;
    use domain::contact::ElectorState;
    use domain::office::Role;
    use domain::reception::DayStage;

    /// Writes the types and the client where the interface takes them from. The build compares
    /// them with what is committed.
    /// Closed words that pages reckon with, each list as an object from the enum's names to the words.
    fn words_source() -> String {
        let mut source = String::from("// Generated from the closed lists; do not edit.\n");
        let mut list = |name: &str, words: Vec<(String, &str)>| {
            source.push_str(&format!("\nexport const {name} = {{\n"));
            for (item, word) in words {
                source.push_str(&format!("  {item}: '{word}',\n"));
            }
            source.push_str("} as const\n");
        };
        macro_rules! lists {
            ($($name:ident),+) => {$(
                list(
                    stringify!($name),
                    $name::ALL.iter().map(|it| (format!("{it:?}"), it.word())).collect(),
                );
            )+};
        }
        lists!(AttendanceState, DayStage, ElectorState, Role);
        source
    }

    #[test]
    fn bindings_are_generated() {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../../ui/src/platform/generated");
        std::fs::create_dir_all(&folder).expect("the folder can be made");
        export_types(&folder).expect("types are written");
        std::fs::write(folder.join("client.ts"), client_source()).expect("the client is written");
        std::fs::write(folder.join("words.ts"), words_source()).expect("the words are written");
    }
}
