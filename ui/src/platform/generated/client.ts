// Generated from the list of commands; do not edit.
import { invoke } from '../invoke'
import type { ApplyImport } from './ApplyImport'
import type { Backup } from './Backup'
import type { BatchDone } from './BatchDone'
import type { BatchSave } from './BatchSave'
import type { BatchVoid } from './BatchVoid'
import type { Check } from './Check'
import type { Checked } from './Checked'
import type { Copied } from './Copied'
import type { Export } from './Export'
import type { FormInfo } from './FormInfo'
import type { Found } from './Found'
import type { Founded } from './Founded'
import type { GridAnswer } from './GridAnswer'
import type { GridRows } from './GridRows'
import type { History } from './History'
import type { ImportReport } from './ImportReport'
import type { ListRequest } from './ListRequest'
import type { Nothing } from './Nothing'
import type { OfRecord } from './OfRecord'
import type { OfRegister } from './OfRegister'
import type { Operations } from './Operations'
import type { Page } from './Page'
import type { PeopleOfFigure } from './PeopleOfFigure'
import type { PlanImport } from './PlanImport'
import type { PrintReport } from './PrintReport'
import type { PrintRequest } from './PrintRequest'
import type { RecordView } from './RecordView'
import type { RegisterInfo } from './RegisterInfo'
import type { Restore } from './Restore'
import type { Save } from './Save'
import type { Saved } from './Saved'
import type { Schema } from './Schema'
import type { SchemeField } from './SchemeField'
import type { SettleFinding } from './SettleFinding'
import type { Status } from './Status'
import type { StructurePeople } from './StructurePeople'
import type { StructureRequest } from './StructureRequest'
import type { StructureTable } from './StructureTable'
import type { Template } from './Template'
import type { Totals } from './Totals'
import type { TotalsRequest } from './TotalsRequest'
import type { UndoRequest } from './UndoRequest'
import type { Undone } from './Undone'
import type { UnlockWith } from './UnlockWith'
import type { ValueCounts } from './ValueCounts'
import type { ValuesRequest } from './ValuesRequest'
import type { VoidRecord } from './VoidRecord'
import type { Written } from './Written'

export const commands = {
  status: (request: Nothing) => invoke<Status>('status', request),
  found: (request: Found) => invoke<Founded>('found', request),
  unlock: (request: UnlockWith) => invoke<Status>('unlock', request),
  lock: (request: Nothing) => invoke<Status>('lock', request),
  registers: (request: Nothing) => invoke<Array<RegisterInfo>>('registers', request),
  schema: (request: OfRegister) => invoke<Schema>('schema', request),
  list: (request: ListRequest) => invoke<Page>('list', request),
  totals: (request: TotalsRequest) => invoke<Totals>('totals', request),
  values_of: (request: ValuesRequest) => invoke<ValueCounts>('values_of', request),
  batch_save: (request: BatchSave) => invoke<BatchDone>('batch_save', request),
  batch_void: (request: BatchVoid) => invoke<BatchDone>('batch_void', request),
  check_rows: (request: GridRows) => invoke<GridAnswer>('check_rows', request),
  save_rows: (request: GridRows) => invoke<GridAnswer>('save_rows', request),
  record: (request: OfRecord) => invoke<RecordView>('record', request),
  save: (request: Save) => invoke<Saved>('save', request),
  void_record: (request: VoidRecord) => invoke<Saved>('void_record', request),
  restore_record: (request: OfRecord) => invoke<Saved>('restore_record', request),
  settle_finding: (request: SettleFinding) => invoke<Saved>('settle_finding', request),
  history: (request: OfRecord) => invoke<History>('history', request),
  operations: (request: Nothing) => invoke<Operations>('operations', request),
  undo: (request: UndoRequest) => invoke<Undone>('undo', request),
  redo: (request: Nothing) => invoke<Undone>('redo', request),
  plan_import: (request: PlanImport) => invoke<ImportReport>('plan_import', request),
  apply_import: (request: ApplyImport) => invoke<ImportReport>('apply_import', request),
  forms: (request: Nothing) => invoke<Array<FormInfo>>('forms', request),
  print: (request: PrintRequest) => invoke<PrintReport>('print', request),
  structure: (request: StructureRequest) => invoke<StructureTable>('structure', request),
  structure_people: (request: StructurePeople) => invoke<PeopleOfFigure>('structure_people', request),
  export: (request: Export) => invoke<Written>('export', request),
  template: (request: Template) => invoke<Written>('template', request),
  set_scheme: (request: SchemeField) => invoke<Saved>('set_scheme', request),
  check: (request: Check) => invoke<Checked>('check', request),
  rebuild: (request: Nothing) => invoke<Checked>('rebuild', request),
  backup: (request: Backup) => invoke<Copied>('backup', request),
  restore: (request: Restore) => invoke<Copied>('restore', request),
}
