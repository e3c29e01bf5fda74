// Generated from the list of commands; do not edit.
import { invoke } from '../invoke'
import type { Act } from './Act'
import type { ActMany } from './ActMany'
import type { ActTogether } from './ActTogether'
import type { Acted } from './Acted'
import type { ActedMany } from './ActedMany'
import type { Alike } from './Alike'
import type { AlikeMatter } from './AlikeMatter'
import type { AmendList } from './AmendList'
import type { AnswerSubmission } from './AnswerSubmission'
import type { ApplyImport } from './ApplyImport'
import type { ApplyPackage } from './ApplyPackage'
import type { Arrange } from './Arrange'
import type { AskToJoin } from './AskToJoin'
import type { AskedToJoin } from './AskedToJoin'
import type { Attach } from './Attach'
import type { Attached } from './Attached'
import type { AttachmentContent } from './AttachmentContent'
import type { AttendanceSheet } from './AttendanceSheet'
import type { Backup } from './Backup'
import type { BatchDone } from './BatchDone'
import type { BatchSave } from './BatchSave'
import type { BatchVoid } from './BatchVoid'
import type { BeforeUndo } from './BeforeUndo'
import type { BookPages } from './BookPages'
import type { Border } from './Border'
import type { Breakdown } from './Breakdown'
import type { BreakdownRequest } from './BreakdownRequest'
import type { CardFile } from './CardFile'
import type { CardSays } from './CardSays'
import type { ChairView } from './ChairView'
import type { Check } from './Check'
import type { Checked } from './Checked'
import type { ChooseSubmission } from './ChooseSubmission'
import type { ConflictCounts } from './ConflictCounts'
import type { Conflicts } from './Conflicts'
import type { ConflictsRequest } from './ConflictsRequest'
import type { ContactStandings } from './ContactStandings'
import type { Copied } from './Copied'
import type { CopiedPlan } from './CopiedPlan'
import type { Copies } from './Copies'
import type { CopyPlan } from './CopyPlan'
import type { CopySays } from './CopySays'
import type { Course } from './Course'
import type { DealTeams } from './DealTeams'
import type { DealtTeams } from './DealtTeams'
import type { Demo } from './Demo'
import type { Devices } from './Devices'
import type { Diagnosis } from './Diagnosis'
import type { DiagnosisRequest } from './DiagnosisRequest'
import type { DispatchFile } from './DispatchFile'
import type { DispatchMade } from './DispatchMade'
import type { DispatchReport } from './DispatchReport'
import type { Dossier } from './Dossier'
import type { DossierAcross } from './DossierAcross'
import type { DossierShelf } from './DossierShelf'
import type { DraftReport } from './DraftReport'
import type { DraftedReport } from './DraftedReport'
import type { Drafts } from './Drafts'
import type { DueItems } from './DueItems'
import type { DuplicatePair } from './DuplicatePair'
import type { EnrolDevice } from './EnrolDevice'
import type { Enrolled } from './Enrolled'
import type { Export } from './Export'
import type { ExportFigures } from './ExportFigures'
import type { ExportPackage } from './ExportPackage'
import type { FigureRecords } from './FigureRecords'
import type { FigureRecordsRequest } from './FigureRecordsRequest'
import type { FigureRequest } from './FigureRequest'
import type { Figures } from './Figures'
import type { Foreseen } from './Foreseen'
import type { FormInfo } from './FormInfo'
import type { Found } from './Found'
import type { Founded } from './Founded'
import type { FreezeDossier } from './FreezeDossier'
import type { GridAnswer } from './GridAnswer'
import type { GridRows } from './GridRows'
import type { HandDownSums } from './HandDownSums'
import type { History } from './History'
import type { Holidays } from './Holidays'
import type { HolidaysLoaded } from './HolidaysLoaded'
import type { HomeView } from './HomeView'
import type { ImportReport } from './ImportReport'
import type { InspectionPapers } from './InspectionPapers'
import type { InspectionReport } from './InspectionReport'
import type { InspectionRequest } from './InspectionRequest'
import type { InspectionSet } from './InspectionSet'
import type { JoinByAnswer } from './JoinByAnswer'
import type { JoinRecords } from './JoinRecords'
import type { Joined } from './Joined'
import type { JoinedOffice } from './JoinedOffice'
import type { KeepDossier } from './KeepDossier'
import type { KeepDraft } from './KeepDraft'
import type { KeptDraft } from './KeptDraft'
import type { LineProposal } from './LineProposal'
import type { ListAmended } from './ListAmended'
import type { ListChanged } from './ListChanged'
import type { ListRequest } from './ListRequest'
import type { LoadHolidays } from './LoadHolidays'
import type { Look } from './Look'
import type { MakeHandDown } from './MakeHandDown'
import type { MakeSubmission } from './MakeSubmission'
import type { ManySteps } from './ManySteps'
import type { MatchHeadings } from './MatchHeadings'
import type { MatchedHeadings } from './MatchedHeadings'
import type { MattersOfYear } from './MattersOfYear'
import type { NewCard } from './NewCard'
import type { Nothing } from './Nothing'
import type { Notice } from './Notice'
import type { OfActivity } from './OfActivity'
import type { OfAttachment } from './OfAttachment'
import type { OfBook } from './OfBook'
import type { OfDay } from './OfDay'
import type { OfDossier } from './OfDossier'
import type { OfDossiers } from './OfDossiers'
import type { OfDraft } from './OfDraft'
import type { OfHandDown } from './OfHandDown'
import type { OfRecord } from './OfRecord'
import type { OfRegister } from './OfRegister'
import type { OfSavedViews } from './OfSavedViews'
import type { OfSentPart } from './OfSentPart'
import type { OfSentYear } from './OfSentYear'
import type { OfSettling } from './OfSettling'
import type { OfSimilar } from './OfSimilar'
import type { OfYear } from './OfYear'
import type { OfficeList } from './OfficeList'
import type { OfficeTrusted } from './OfficeTrusted'
import type { Onward } from './Onward'
import type { OpenData } from './OpenData'
import type { OpenDataMade } from './OpenDataMade'
import type { Operations } from './Operations'
import type { OperationsRequest } from './OperationsRequest'
import type { PackageFile } from './PackageFile'
import type { PackageMade } from './PackageMade'
import type { PackageReport } from './PackageReport'
import type { PackageUndone } from './PackageUndone'
import type { Packages } from './Packages'
import type { Page } from './Page'
import type { PassOn } from './PassOn'
import type { PassedOn } from './PassedOn'
import type { PeekSheet } from './PeekSheet'
import type { PeopleOfFigure } from './PeopleOfFigure'
import type { Place } from './Place'
import type { PlanDays } from './PlanDays'
import type { PlanImport } from './PlanImport'
import type { PlannedDays } from './PlannedDays'
import type { Preferences } from './Preferences'
import type { PrintCard } from './PrintCard'
import type { PrintReport } from './PrintReport'
import type { PrintRequest } from './PrintRequest'
import type { PutOff } from './PutOff'
import type { ReadLine } from './ReadLine'
import type { Reauthenticate } from './Reauthenticate'
import type { RecordView } from './RecordView'
import type { RegisterInfo } from './RegisterInfo'
import type { Reminder } from './Reminder'
import type { RemovePassword } from './RemovePassword'
import type { RequestFile } from './RequestFile'
import type { RequestSays } from './RequestSays'
import type { ResolveConflict } from './ResolveConflict'
import type { ResolveRecord } from './ResolveRecord'
import type { Restore } from './Restore'
import type { RestoreValue } from './RestoreValue'
import type { ReturnPackage } from './ReturnPackage'
import type { RevokeDevice } from './RevokeDevice'
import type { Revoked } from './Revoked'
import type { RulesInForce } from './RulesInForce'
import type { Sample } from './Sample'
import type { Sampled } from './Sampled'
import type { Save } from './Save'
import type { SaveDay } from './SaveDay'
import type { Saved } from './Saved'
import type { SavedView } from './SavedView'
import type { Schema } from './Schema'
import type { Scheme } from './Scheme'
import type { SchemeField } from './SchemeField'
import type { SearchAll } from './SearchAll'
import type { SearchFound } from './SearchFound'
import type { Security } from './Security'
import type { SeeNoted } from './SeeNoted'
import type { SentRows } from './SentRows'
import type { SetAttendance } from './SetAttendance'
import type { SetList } from './SetList'
import type { SetLock } from './SetLock'
import type { SetPassword } from './SetPassword'
import type { SetPreference } from './SetPreference'
import type { SetTitle } from './SetTitle'
import type { SettleFinding } from './SettleFinding'
import type { SheetTop } from './SheetTop'
import type { SignPages } from './SignPages'
import type { Similar } from './Similar'
import type { SlipParts } from './SlipParts'
import type { SlipRequest } from './SlipRequest'
import type { Status } from './Status'
import type { StepsForMany } from './StepsForMany'
import type { StructurePeople } from './StructurePeople'
import type { StructureRequest } from './StructureRequest'
import type { StructureTable } from './StructureTable'
import type { SubmissionPreview } from './SubmissionPreview'
import type { SubmissionSums } from './SubmissionSums'
import type { SwitchUser } from './SwitchUser'
import type { TakeDispatch } from './TakeDispatch'
import type { TellApart } from './TellApart'
import type { Template } from './Template'
import type { TickContacts } from './TickContacts'
import type { TickedContacts } from './TickedContacts'
import type { ToSettle } from './ToSettle'
import type { Totals } from './Totals'
import type { TotalsRequest } from './TotalsRequest'
import type { TrustCard } from './TrustCard'
import type { Understand } from './Understand'
import type { Understood } from './Understood'
import type { UndoRequest } from './UndoRequest'
import type { Undone } from './Undone'
import type { UnlockWith } from './UnlockWith'
import type { UseKeyFile } from './UseKeyFile'
import type { UserLine } from './UserLine'
import type { Uses } from './Uses'
import type { ValueCounts } from './ValueCounts'
import type { ValuesRequest } from './ValuesRequest'
import type { VoidRecord } from './VoidRecord'
import type { WhichCopy } from './WhichCopy'
import type { WriteCard } from './WriteCard'
import type { Written } from './Written'
import type { Right } from './Right'

export const commands = {
  status: (request: Nothing) => invoke<Status>('status', request),
  found: (request: Found) => invoke<Founded>('found', request),
  unlock: (request: UnlockWith) => invoke<Status>('unlock', request),
  lock: (request: Nothing) => invoke<Status>('lock', request),
  reauthenticate: (request: Reauthenticate) => invoke<Nothing>('reauthenticate', request),
  registers: (request: Nothing) => invoke<Array<RegisterInfo>>('registers', request),
  schema: (request: OfRegister) => invoke<Schema>('schema', request),
  list: (request: ListRequest) => invoke<Page>('list', request),
  saved_views: (request: OfSavedViews) => invoke<Array<SavedView>>('saved_views', request),
  totals: (request: TotalsRequest) => invoke<Totals>('totals', request),
  values_of: (request: ValuesRequest) => invoke<ValueCounts>('values_of', request),
  batch_save: (request: BatchSave) => invoke<BatchDone>('batch_save', request),
  batch_void: (request: BatchVoid) => invoke<BatchDone>('batch_void', request),
  check_rows: (request: GridRows) => invoke<GridAnswer>('check_rows', request),
  save_rows: (request: GridRows) => invoke<GridAnswer>('save_rows', request),
  record: (request: OfRecord) => invoke<RecordView>('record', request),
  save: (request: Save) => invoke<Saved>('save', request),
  void_record: (request: VoidRecord) => invoke<Saved>('void_record', request),
  join_records: (request: JoinRecords) => invoke<Joined>('join_records', request),
  part_records: (request: OfRecord) => invoke<Undone>('part_records', request),
  duplicates: (request: OfRegister) => invoke<Array<DuplicatePair>>('duplicates', request),
  restore_record: (request: OfRecord) => invoke<Saved>('restore_record', request),
  act: (request: Act) => invoke<Acted>('act', request),
  act_many: (request: ActMany) => invoke<ActedMany>('act_many', request),
  steps_for_many: (request: StepsForMany) => invoke<ManySteps>('steps_for_many', request),
  act_together: (request: ActTogether) => invoke<Acted>('act_together', request),
  foresee: (request: ActTogether) => invoke<Foreseen>('foresee', request),
  course: (request: OfRecord) => invoke<Course>('course', request),
  pass_on: (request: PassOn) => invoke<PassedOn>('pass_on', request),
  alike: (request: Alike) => invoke<Array<AlikeMatter>>('alike', request),
  onward: (request: OfRecord) => invoke<Onward>('onward', request),
  sample: (request: Sample) => invoke<Sampled>('sample', request),
  matters_of_year: (request: OfYear) => invoke<MattersOfYear>('matters_of_year', request),
  slips: (request: SlipRequest) => invoke<SlipParts>('slips', request),
  due: (request: Nothing) => invoke<DueItems>('due', request),
  chair: (request: Nothing) => invoke<ChairView>('chair', request),
  to_settle: (request: OfSettling) => invoke<ToSettle>('to_settle', request),
  settle_finding: (request: SettleFinding) => invoke<Saved>('settle_finding', request),
  restore_value: (request: RestoreValue) => invoke<Saved>('restore_value', request),
  conflicts: (request: ConflictsRequest) => invoke<Conflicts>('conflicts', request),
  conflict_counts: (request: Nothing) => invoke<ConflictCounts>('conflict_counts', request),
  resolve_conflict: (request: ResolveConflict) => invoke<Saved>('resolve_conflict', request),
  resolve_record: (request: ResolveRecord) => invoke<Saved>('resolve_record', request),
  see_noted: (request: SeeNoted) => invoke<Saved>('see_noted', request),
  tell_apart: (request: TellApart) => invoke<Saved>('tell_apart', request),
  attach: (request: Attach) => invoke<Attached>('attach', request),
  attachment: (request: OfAttachment) => invoke<AttachmentContent>('attachment', request),
  uses: (request: OfRecord) => invoke<Uses>('uses', request),
  similar: (request: OfSimilar) => invoke<Similar>('similar', request),
  understand: (request: Understand) => invoke<Understood>('understand', request),
  history: (request: OfRecord) => invoke<History>('history', request),
  keep_draft: (request: KeepDraft) => invoke<KeptDraft>('keep_draft', request),
  drafts: (request: Nothing) => invoke<Drafts>('drafts', request),
  drop_draft: (request: OfDraft) => invoke<Nothing>('drop_draft', request),
  operations: (request: OperationsRequest) => invoke<Operations>('operations', request),
  before_undo: (request: UndoRequest) => invoke<BeforeUndo>('before_undo', request),
  undo: (request: UndoRequest) => invoke<Undone>('undo', request),
  redo: (request: Nothing) => invoke<Undone>('redo', request),
  plan_import: (request: PlanImport) => invoke<ImportReport>('plan_import', request),
  peek_sheet: (request: PeekSheet) => invoke<SheetTop>('peek_sheet', request),
  match_headings: (request: MatchHeadings) => invoke<MatchedHeadings>('match_headings', request),
  apply_import: (request: ApplyImport) => invoke<ImportReport>('apply_import', request),
  plan_reception_days: (request: PlanDays) => invoke<PlannedDays>('plan_reception_days', request),
  deal_rota: (request: DealTeams) => invoke<DealtTeams>('deal_rota', request),
  draft_notice: (request: OfDay) => invoke<Notice>('draft_notice', request),
  check_day: (request: SaveDay) => invoke<GridAnswer>('check_day', request),
  save_day: (request: SaveDay) => invoke<GridAnswer>('save_day', request),
  read_line: (request: ReadLine) => invoke<LineProposal>('read_line', request),
  rules_in_force: (request: Nothing) => invoke<RulesInForce>('rules_in_force', request),
  holidays: (request: Nothing) => invoke<Holidays>('holidays', request),
  load_holidays: (request: LoadHolidays) => invoke<HolidaysLoaded>('load_holidays', request),
  attendance: (request: OfActivity) => invoke<AttendanceSheet>('attendance', request),
  set_attendance: (request: SetAttendance) => invoke<AttendanceSheet>('set_attendance', request),
  tick_contacts: (request: TickContacts) => invoke<TickedContacts>('tick_contacts', request),
  contact_standings: (request: OfYear) => invoke<ContactStandings>('contact_standings', request),
  copy_plan: (request: CopyPlan) => invoke<CopiedPlan>('copy_plan', request),
  book_pages: (request: OfBook) => invoke<BookPages>('book_pages', request),
  sign_pages: (request: SignPages) => invoke<Saved>('sign_pages', request),
  dossiers: (request: OfDossiers) => invoke<DossierShelf>('dossiers', request),
  dossier: (request: OfDossier) => invoke<Dossier>('dossier', request),
  dossier_across: (request: OfDossier) => invoke<DossierAcross>('dossier_across', request),
  keep_dossier: (request: KeepDossier) => invoke<Saved>('keep_dossier', request),
  freeze_dossier: (request: FreezeDossier) => invoke<Saved>('freeze_dossier', request),
  forms: (request: Nothing) => invoke<Array<FormInfo>>('forms', request),
  print: (request: PrintRequest) => invoke<PrintReport>('print', request),
  structure: (request: StructureRequest) => invoke<StructureTable>('structure', request),
  structure_people: (request: StructurePeople) => invoke<PeopleOfFigure>('structure_people', request),
  figures: (request: FigureRequest) => invoke<Figures>('figures', request),
  figure_records: (request: FigureRecordsRequest) => invoke<FigureRecords>('figure_records', request),
  export_figures: (request: ExportFigures) => invoke<Written>('export_figures', request),
  open_data: (request: OpenData) => invoke<OpenDataMade>('open_data', request),
  draft_report: (request: DraftReport) => invoke<DraftedReport>('draft_report', request),
  breakdown: (request: BreakdownRequest) => invoke<Breakdown>('breakdown', request),
  export: (request: Export) => invoke<Written>('export', request),
  template: (request: Template) => invoke<Written>('template', request),
  scheme: (request: OfRegister) => invoke<Scheme>('scheme', request),
  set_scheme: (request: SchemeField) => invoke<Saved>('set_scheme', request),
  arrange: (request: Arrange) => invoke<Saved>('arrange', request),
  set_title: (request: SetTitle) => invoke<Saved>('set_title', request),
  reset_scheme: (request: OfRegister) => invoke<Saved>('reset_scheme', request),
  office_lists: (request: Nothing) => invoke<Array<OfficeList>>('office_lists', request),
  set_list: (request: SetList) => invoke<ListChanged>('set_list', request),
  amend_list: (request: AmendList) => invoke<ListAmended>('amend_list', request),
  demo: (request: Nothing) => invoke<Demo>('demo', request),
  remove_demo: (request: Nothing) => invoke<Undone>('remove_demo', request),
  check: (request: Check) => invoke<Checked>('check', request),
  rebuild: (request: Nothing) => invoke<Checked>('rebuild', request),
  backup: (request: Backup) => invoke<Copied>('backup', request),
  restore: (request: Restore) => invoke<Copied>('restore', request),
  copies: (request: Nothing) => invoke<Copies>('copies', request),
  look_into: (request: WhichCopy) => invoke<CopySays>('look_into', request),
  place: (request: Nothing) => invoke<Place>('place', request),
  diagnosis: (request: DiagnosisRequest) => invoke<Diagnosis>('diagnosis', request),
  security: (request: Nothing) => invoke<Security>('security', request),
  set_password: (request: SetPassword) => invoke<Security>('set_password', request),
  remove_password: (request: RemovePassword) => invoke<Security>('remove_password', request),
  use_key_file: (request: UseKeyFile) => invoke<Security>('use_key_file', request),
  new_card: (request: Nothing) => invoke<NewCard>('new_card', request),
  keep_card: (request: Nothing) => invoke<Security>('keep_card', request),
  print_card: (request: PrintCard) => invoke<PrintReport>('print_card', request),
  inspection_check: (request: InspectionRequest) => invoke<InspectionReport>('inspection_check', request),
  inspection: (request: InspectionSet) => invoke<InspectionPapers>('inspection', request),
  reminders: (request: Nothing) => invoke<Array<Reminder>>('reminders', request),
  home: (request: Nothing) => invoke<HomeView>('home', request),
  put_off: (request: PutOff) => invoke<Nothing>('put_off', request),
  search_all: (request: SearchAll) => invoke<SearchFound>('search_all', request),
  preferences: (request: Nothing) => invoke<Preferences>('preferences', request),
  set_preference: (request: SetPreference) => invoke<Nothing>('set_preference', request),
  set_lock: (request: SetLock) => invoke<Nothing>('set_lock', request),
  set_look: (request: Look) => invoke<Look>('set_look', request),
  devices: (request: Nothing) => invoke<Devices>('devices', request),
  packages: (request: Nothing) => invoke<Packages>('packages', request),
  ask_to_join: (request: AskToJoin) => invoke<AskedToJoin>('ask_to_join', request),
  join_by_answer: (request: JoinByAnswer) => invoke<JoinedOffice>('join_by_answer', request),
  look_at_request: (request: RequestFile) => invoke<RequestSays>('look_at_request', request),
  enrol_device: (request: EnrolDevice) => invoke<Enrolled>('enrol_device', request),
  revoke_device: (request: RevokeDevice) => invoke<Revoked>('revoke_device', request),
  export_package: (request: ExportPackage) => invoke<PackageMade>('export_package', request),
  preview_package: (request: PackageFile) => invoke<PackageReport>('preview_package', request),
  apply_package: (request: ApplyPackage) => invoke<PackageReport>('apply_package', request),
  undo_package: (request: Nothing) => invoke<PackageUndone>('undo_package', request),
  return_package: (request: ReturnPackage) => invoke<PackageMade>('return_package', request),
  border: (request: Nothing) => invoke<Border>('border', request),
  write_card: (request: WriteCard) => invoke<CardSays>('write_card', request),
  look_at_card: (request: CardFile) => invoke<CardSays>('look_at_card', request),
  trust_card: (request: TrustCard) => invoke<OfficeTrusted>('trust_card', request),
  preview_submission: (request: ChooseSubmission) => invoke<SubmissionPreview>('preview_submission', request),
  make_submission: (request: MakeSubmission) => invoke<DispatchMade>('make_submission', request),
  preview_dispatch: (request: DispatchFile) => invoke<DispatchReport>('preview_dispatch', request),
  take_dispatch: (request: TakeDispatch) => invoke<DispatchReport>('take_dispatch', request),
  answer_submission: (request: AnswerSubmission) => invoke<DispatchMade>('answer_submission', request),
  submission_totals: (request: OfSentYear) => invoke<SubmissionSums>('submission_totals', request),
  sent_rows: (request: OfSentPart) => invoke<SentRows>('sent_rows', request),
  make_handdown: (request: MakeHandDown) => invoke<DispatchMade>('make_handdown', request),
  handdown_totals: (request: OfHandDown) => invoke<HandDownSums>('handdown_totals', request),
  users: (request: Nothing) => invoke<Array<UserLine>>('users', request),
  switch_user: (request: SwitchUser) => invoke<Status>('switch_user', request),
}

/** A command's name. */
export type CommandName = keyof typeof commands

/** What each command asks of whoever calls it. */
export const access: Record<CommandName, Access> = {
  status: { right: 'read', passwordAgain: false, whileClosed: true },
  found: { right: 'read', passwordAgain: false, whileClosed: true },
  unlock: { right: 'read', passwordAgain: false, whileClosed: true },
  lock: { right: 'read', passwordAgain: false, whileClosed: true },
  reauthenticate: { right: 'read', passwordAgain: false, whileClosed: true },
  registers: { right: 'read', passwordAgain: false, whileClosed: false },
  schema: { right: 'read', passwordAgain: false, whileClosed: false },
  list: { right: 'read', passwordAgain: false, whileClosed: false },
  saved_views: { right: 'read', passwordAgain: false, whileClosed: false },
  totals: { right: 'read', passwordAgain: false, whileClosed: false },
  values_of: { right: 'read', passwordAgain: false, whileClosed: false },
  batch_save: { right: 'write', passwordAgain: false, whileClosed: false },
  batch_void: { right: 'write', passwordAgain: false, whileClosed: false },
  check_rows: { right: 'read', passwordAgain: false, whileClosed: false },
  save_rows: { right: 'write', passwordAgain: false, whileClosed: false },
  record: { right: 'read', passwordAgain: false, whileClosed: false },
  save: { right: 'write', passwordAgain: false, whileClosed: false },
  void_record: { right: 'write', passwordAgain: false, whileClosed: false },
  join_records: { right: 'write', passwordAgain: false, whileClosed: false },
  part_records: { right: 'write', passwordAgain: false, whileClosed: false },
  duplicates: { right: 'read', passwordAgain: false, whileClosed: false },
  restore_record: { right: 'write', passwordAgain: false, whileClosed: false },
  act: { right: 'write', passwordAgain: false, whileClosed: false },
  act_many: { right: 'write', passwordAgain: false, whileClosed: false },
  steps_for_many: { right: 'read', passwordAgain: false, whileClosed: false },
  act_together: { right: 'write', passwordAgain: false, whileClosed: false },
  foresee: { right: 'read', passwordAgain: false, whileClosed: false },
  course: { right: 'read', passwordAgain: false, whileClosed: false },
  pass_on: { right: 'write', passwordAgain: false, whileClosed: false },
  alike: { right: 'read', passwordAgain: false, whileClosed: false },
  onward: { right: 'read', passwordAgain: false, whileClosed: false },
  sample: { right: 'read', passwordAgain: false, whileClosed: false },
  matters_of_year: { right: 'read', passwordAgain: false, whileClosed: false },
  slips: { right: 'read', passwordAgain: false, whileClosed: false },
  due: { right: 'read', passwordAgain: false, whileClosed: false },
  chair: { right: 'read', passwordAgain: false, whileClosed: false },
  to_settle: { right: 'read', passwordAgain: false, whileClosed: false },
  settle_finding: { right: 'write', passwordAgain: false, whileClosed: false },
  restore_value: { right: 'write', passwordAgain: false, whileClosed: false },
  conflicts: { right: 'read', passwordAgain: false, whileClosed: false },
  conflict_counts: { right: 'read', passwordAgain: false, whileClosed: false },
  resolve_conflict: { right: 'write', passwordAgain: false, whileClosed: false },
  resolve_record: { right: 'write', passwordAgain: false, whileClosed: false },
  see_noted: { right: 'write', passwordAgain: false, whileClosed: false },
  tell_apart: { right: 'write', passwordAgain: false, whileClosed: false },
  attach: { right: 'write', passwordAgain: false, whileClosed: false },
  attachment: { right: 'read', passwordAgain: false, whileClosed: false },
  uses: { right: 'read', passwordAgain: false, whileClosed: false },
  similar: { right: 'read', passwordAgain: false, whileClosed: false },
  understand: { right: 'read', passwordAgain: false, whileClosed: false },
  history: { right: 'read', passwordAgain: false, whileClosed: false },
  keep_draft: { right: 'write', passwordAgain: false, whileClosed: false },
  drafts: { right: 'read', passwordAgain: false, whileClosed: false },
  drop_draft: { right: 'write', passwordAgain: false, whileClosed: false },
  operations: { right: 'read', passwordAgain: false, whileClosed: false },
  before_undo: { right: 'write', passwordAgain: false, whileClosed: false },
  undo: { right: 'write', passwordAgain: false, whileClosed: false },
  redo: { right: 'write', passwordAgain: false, whileClosed: false },
  plan_import: { right: 'write', passwordAgain: false, whileClosed: false },
  peek_sheet: { right: 'read', passwordAgain: false, whileClosed: false },
  match_headings: { right: 'read', passwordAgain: false, whileClosed: false },
  apply_import: { right: 'write', passwordAgain: false, whileClosed: false },
  plan_reception_days: { right: 'write', passwordAgain: false, whileClosed: false },
  deal_rota: { right: 'write', passwordAgain: false, whileClosed: false },
  draft_notice: { right: 'read', passwordAgain: false, whileClosed: false },
  check_day: { right: 'read', passwordAgain: false, whileClosed: false },
  save_day: { right: 'write', passwordAgain: false, whileClosed: false },
  read_line: { right: 'read', passwordAgain: false, whileClosed: false },
  rules_in_force: { right: 'read', passwordAgain: false, whileClosed: false },
  holidays: { right: 'read', passwordAgain: false, whileClosed: false },
  load_holidays: { right: 'write', passwordAgain: false, whileClosed: false },
  attendance: { right: 'read', passwordAgain: false, whileClosed: false },
  set_attendance: { right: 'write', passwordAgain: false, whileClosed: false },
  tick_contacts: { right: 'write', passwordAgain: false, whileClosed: false },
  contact_standings: { right: 'read', passwordAgain: false, whileClosed: false },
  copy_plan: { right: 'write', passwordAgain: false, whileClosed: false },
  book_pages: { right: 'read', passwordAgain: false, whileClosed: false },
  sign_pages: { right: 'write', passwordAgain: false, whileClosed: false },
  dossiers: { right: 'read', passwordAgain: false, whileClosed: false },
  dossier: { right: 'read', passwordAgain: false, whileClosed: false },
  dossier_across: { right: 'read', passwordAgain: false, whileClosed: false },
  keep_dossier: { right: 'write', passwordAgain: false, whileClosed: false },
  freeze_dossier: { right: 'write', passwordAgain: false, whileClosed: false },
  forms: { right: 'read', passwordAgain: false, whileClosed: false },
  print: { right: 'read', passwordAgain: false, whileClosed: false },
  structure: { right: 'read', passwordAgain: false, whileClosed: false },
  structure_people: { right: 'read', passwordAgain: false, whileClosed: false },
  figures: { right: 'read', passwordAgain: false, whileClosed: false },
  figure_records: { right: 'read', passwordAgain: false, whileClosed: false },
  export_figures: { right: 'read', passwordAgain: false, whileClosed: false },
  open_data: { right: 'care', passwordAgain: false, whileClosed: false },
  draft_report: { right: 'write', passwordAgain: false, whileClosed: false },
  breakdown: { right: 'read', passwordAgain: false, whileClosed: false },
  export: { right: 'read', passwordAgain: false, whileClosed: false },
  template: { right: 'read', passwordAgain: false, whileClosed: false },
  scheme: { right: 'read', passwordAgain: false, whileClosed: false },
  set_scheme: { right: 'write', passwordAgain: false, whileClosed: false },
  arrange: { right: 'write', passwordAgain: false, whileClosed: false },
  set_title: { right: 'write', passwordAgain: false, whileClosed: false },
  reset_scheme: { right: 'write', passwordAgain: false, whileClosed: false },
  office_lists: { right: 'read', passwordAgain: false, whileClosed: false },
  set_list: { right: 'write', passwordAgain: false, whileClosed: false },
  amend_list: { right: 'write', passwordAgain: false, whileClosed: false },
  demo: { right: 'write', passwordAgain: false, whileClosed: false },
  remove_demo: { right: 'write', passwordAgain: false, whileClosed: false },
  check: { right: 'read', passwordAgain: false, whileClosed: false },
  rebuild: { right: 'care', passwordAgain: false, whileClosed: false },
  backup: { right: 'write', passwordAgain: false, whileClosed: false },
  restore: { right: 'care', passwordAgain: true, whileClosed: true },
  copies: { right: 'read', passwordAgain: false, whileClosed: false },
  look_into: { right: 'read', passwordAgain: false, whileClosed: true },
  place: { right: 'read', passwordAgain: false, whileClosed: false },
  diagnosis: { right: 'read', passwordAgain: false, whileClosed: true },
  security: { right: 'read', passwordAgain: false, whileClosed: false },
  set_password: { right: 'care', passwordAgain: true, whileClosed: false },
  remove_password: { right: 'care', passwordAgain: true, whileClosed: false },
  use_key_file: { right: 'care', passwordAgain: true, whileClosed: false },
  new_card: { right: 'care', passwordAgain: true, whileClosed: false },
  keep_card: { right: 'care', passwordAgain: false, whileClosed: false },
  print_card: { right: 'care', passwordAgain: false, whileClosed: false },
  inspection_check: { right: 'read', passwordAgain: false, whileClosed: false },
  inspection: { right: 'read', passwordAgain: false, whileClosed: false },
  reminders: { right: 'read', passwordAgain: false, whileClosed: false },
  home: { right: 'read', passwordAgain: false, whileClosed: false },
  put_off: { right: 'read', passwordAgain: false, whileClosed: false },
  search_all: { right: 'read', passwordAgain: false, whileClosed: false },
  preferences: { right: 'read', passwordAgain: false, whileClosed: false },
  set_preference: { right: 'read', passwordAgain: false, whileClosed: false },
  set_lock: { right: 'care', passwordAgain: false, whileClosed: false },
  set_look: { right: 'read', passwordAgain: false, whileClosed: true },
  devices: { right: 'read', passwordAgain: false, whileClosed: false },
  packages: { right: 'read', passwordAgain: false, whileClosed: false },
  ask_to_join: { right: 'read', passwordAgain: false, whileClosed: true },
  join_by_answer: { right: 'write', passwordAgain: false, whileClosed: false },
  look_at_request: { right: 'read', passwordAgain: false, whileClosed: false },
  enrol_device: { right: 'care', passwordAgain: false, whileClosed: false },
  revoke_device: { right: 'care', passwordAgain: false, whileClosed: false },
  export_package: { right: 'write', passwordAgain: false, whileClosed: false },
  preview_package: { right: 'read', passwordAgain: false, whileClosed: false },
  apply_package: { right: 'write', passwordAgain: false, whileClosed: false },
  undo_package: { right: 'write', passwordAgain: false, whileClosed: false },
  return_package: { right: 'write', passwordAgain: false, whileClosed: false },
  border: { right: 'read', passwordAgain: false, whileClosed: false },
  write_card: { right: 'write', passwordAgain: false, whileClosed: false },
  look_at_card: { right: 'read', passwordAgain: false, whileClosed: false },
  trust_card: { right: 'care', passwordAgain: false, whileClosed: false },
  preview_submission: { right: 'read', passwordAgain: false, whileClosed: false },
  make_submission: { right: 'write', passwordAgain: false, whileClosed: false },
  preview_dispatch: { right: 'read', passwordAgain: false, whileClosed: false },
  take_dispatch: { right: 'write', passwordAgain: false, whileClosed: false },
  answer_submission: { right: 'write', passwordAgain: false, whileClosed: false },
  submission_totals: { right: 'read', passwordAgain: false, whileClosed: false },
  sent_rows: { right: 'read', passwordAgain: false, whileClosed: false },
  make_handdown: { right: 'write', passwordAgain: false, whileClosed: false },
  handdown_totals: { right: 'read', passwordAgain: false, whileClosed: false },
  users: { right: 'read', passwordAgain: false, whileClosed: false },
  switch_user: { right: 'read', passwordAgain: false, whileClosed: false },
}

export interface Access {
  right: Right
  passwordAgain: boolean
  whileClosed: boolean
}
