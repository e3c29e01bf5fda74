// What every grid for entering records has: its sheet and columns, what the core says about its
// rows, its draft, pasting, saving, and the keys. Pages add what stands around it.
import { computed, ref, type ComputedRef, type Ref, type ShallowRef, type TemplateRef } from 'vue'
import { onBeforeRouteLeave } from 'vue-router'
import { chosen, keepColumns, noChoice, type OwnColumns } from '@/features/register/columns'
import { tellDoubts } from '@/frame/doubts'
import { useShortcut } from '@/frame/keyboard'
import { sayDone, sayRefused } from '@/frame/notices'
import { usePageSteps } from '@/frame/page-steps'
import { rowsOf } from '@/frame/rows'
import { announce } from '@/frame/session'
import { readFields } from '@/frame/pending'
import { useTask } from '@/frame/task'
import { commands, type Refusal } from '@/platform'
import type { CellWord } from '@/platform/generated/CellWord'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { GridAnswer } from '@/platform/generated/GridAnswer'
import type { GridRow } from '@/platform/generated/GridRow'
import type { MatchedHeadings } from '@/platform/generated/MatchedHeadings'
import type { RowWord } from '@/platform/generated/RowWord'
import type { Schema } from '@/platform/generated/Schema'
import { doubtsOf, faultAfter, useCounts, type Counts } from './faults'
import type GridTable from './GridTable.vue'
import { pasted, rowsLookedAt } from './pasting'
import { useSheet, type Sheet, type Texts } from './sheet'
import { asGridRow, useChecks } from './useChecks'
import { useGridDraft, type DraftOf, type GridDraft } from './useGridDraft'

/** Records read back in one request. */
const stretch = 500

/** What tells one grid for entering from another. */
export interface EntryOf {
  /** The register its rows belong to. */
  register: string
  schema: ShallowRef<Schema | null>
  /** Under which the clerk's own columns are kept. */
  columnsKey: string
  /** The fields that a row has here, in their order. */
  fields: () => FieldSchema[]
  /** The columns while the clerk has chosen none. */
  usual: (fields: FieldSchema[]) => FieldSchema[]
  /** Looks rows over without saving them. */
  check: (rows: GridRow[]) => Promise<GridAnswer>
  save: (rows: GridRow[], keepFaulty: boolean) => Promise<GridAnswer>
  draft: Omit<DraftOf, 'columns' | 'title'>
  /** The draft's title for so many rows. */
  draftTitle: (rows: number) => string
  /** Said when the page is left with so many unsaved rows. */
  leftSaid: (rows: number) => string
  table: TemplateRef<InstanceType<typeof GridTable>>
}

/** The cell where the clerk is, and what is said about it. */
export interface Here {
  /** From 1. */
  line: number
  field: FieldSchema
  row: string
  cell: CellWord | undefined
}

/** A grid for entering, ready for its page. */
export interface Entry {
  sheet: Sheet
  own: Ref<OwnColumns>
  choosing: Ref<boolean>
  keepFaulty: Ref<boolean>
  at: Ref<{ row: number; key: string } | null>
  words: ShallowRef<Map<number, RowWord>>
  waiting: ShallowRef<boolean>
  failure: ShallowRef<Refusal | null>
  /** Looks every row over anew: what all rows share has changed. */
  again: () => void
  fields: ComputedRef<FieldSchema[]>
  grid: ComputedRef<Schema | null>
  columns: ComputedRef<FieldSchema[]>
  counts: ComputedRef<Counts>
  /** So many rows would be saved now. */
  ready: ComputedRef<number>
  here: ComputedRef<Here | null>
  draft: GridDraft
  busy: Ref<boolean>
  run: (body: () => Promise<void>) => Promise<void>
  choose: (next: OwnColumns) => Promise<void>
  widen: (field: FieldSchema, width: number) => void
  /** Shows these fields too, whatever the clerk has chosen. */
  showAlso: (keys: string[]) => void
  paste: (block: string[][], row: number, column: number) => Promise<void>
  nextFault: () => void
  /** Of two people's texts in the cell at hand the clerk's own, or the other. */
  decide: (own: boolean) => void
  save: () => Promise<void>
  /** The records as the register shows them, by id. */
  textsOf: (ids: string[]) => Promise<Map<string, Texts>>
  throwAway: () => Promise<void>
}

/** Sets a grid for entering up; its keys work as long as the calling page lives. */
export function useEntry(of: EntryOf): Entry {
  const { schema, table } = of
  const own = ref<OwnColumns>({ ...noChoice })
  const choosing = ref(false)
  const keepFaulty = ref(false)
  const at = ref<{ row: number; key: string } | null>(null)
  const sheet = useSheet()
  const { words, waiting, failure, again } = useChecks(of.check, sheet)
  const { busy, run } = useTask()

  const fields = computed(of.fields)
  const grid = computed<Schema | null>(
    () => schema.value && { ...schema.value, register: of.columnsKey, fields: fields.value },
  )
  const columns = computed<FieldSchema[]>(() =>
    grid.value ? (chosen(grid.value, own.value) ?? of.usual(fields.value)) : [],
  )
  const counts = useCounts(sheet, words)
  const ready = computed(
    () => counts.value.new + counts.value.changed + (keepFaulty.value ? counts.value.waits : 0),
  )
  const here = computed<Here | null>(() => {
    const row = at.value ? sheet.rows.value[at.value.row] : undefined
    const field = columns.value.find((it) => it.key === at.value?.key)
    if (!row || !field) return null
    const word = words.value.get(row.key)
    return {
      line: (at.value?.row ?? 0) + 1,
      field,
      row: word?.word ?? '',
      cell: word?.cells.find((it) => it.field === field.key),
    }
  })
  const draft = useGridDraft(
    {
      ...of.draft,
      title: () => of.draftTitle(sheet.dirty.value.length),
      columns: () => columns.value.map((it) => it.key),
    },
    sheet,
  )

  async function choose(next: OwnColumns): Promise<void> {
    own.value = next
    await run(() => keepColumns(of.columnsKey, next))
    table.value?.focus()
  }

  function widen(field: FieldSchema, width: number): void {
    const next = { ...own.value, widths: { ...own.value.widths, [field.key]: width } }
    own.value = next
    keepColumns(of.columnsKey, next).catch(sayRefused)
  }

  function showAlso(keys: string[]): void {
    const shown = columns.value.map((it) => it.key)
    const more = keys.filter((it) => !shown.includes(it))
    if (more.length > 0) own.value = { ...own.value, keys: [...shown, ...more] }
  }

  /** Whether a block brings headings is asked of the core, which matches them as an import does. */
  async function headingsOf(block: string[][]): Promise<MatchedHeadings | null> {
    if (block.length < 2) return null
    const rows = block.slice(0, rowsLookedAt)
    return commands.match_headings({ register: of.register, rows })
  }

  async function paste(block: string[][], row: number, column: number): Promise<void> {
    await run(async () => {
      const found = await headingsOf(block)
      const it = pasted(block, { row, column }, columns.value, fields.value, found)
      if (it.heads) showAlso(it.heads)
      sheet.write(it.writes)
      if (it.heads && it.unused.length > 0) {
        sayRefused({
          code: 'precondition',
          message: `按表头放进了 ${it.rows} 行；这些列没有放进来：${it.unused.join('、')}`,
          hint: '这张表里没有这一栏，或认不出列名。改了列名可以再粘贴，也可以用“导入”自己对列',
        })
      } else if (it.heads) {
        sayDone(`已按表头放进 ${it.rows} 行`)
      } else if (it.over > 0) {
        sayRefused({
          code: 'precondition',
          message: `粘贴的内容右边有 ${it.over} 列放不下，没有放进来`,
          hint: '可先在“选择列”里加列，按 Ctrl+Z 撤销填写后重新粘贴',
        })
      }
    })
  }

  function nextFault(): void {
    const next = faultAfter(at.value, sheet, columns.value, words.value)
    if (next) table.value?.go(next.row, next.column)
  }

  function decide(own: boolean): void {
    const row = at.value ? sheet.rows.value[at.value.row] : undefined
    const stands = here.value?.cell?.stands
    if (row && stands && at.value) sheet.settle(row.key, at.value.key, stands.text, own)
  }

  async function save(): Promise<void> {
    table.value?.settle()
    await readFields()
    await run(async () => {
      const dirty = [...sheet.dirty.value]
      if (dirty.length === 0) return
      const numbers = new Map(sheet.rows.value.map((row, index) => [row.key, index + 1]))
      const rows = dirty.map((row) => asGridRow(row, numbers.get(row.key) ?? 0))
      const answer = await of.save(rows, keepFaulty.value)
      const done = answer.rows.flatMap((word, index) => {
        const row = dirty[index]
        const kept = word.fate === 'new' || word.fate === 'changed' || word.fate === 'same'
        return row && word.id !== null && kept ? [{ key: row.key, id: word.id }] : []
      })
      const texts = await textsOf(done.map((it) => it.id))
      for (const it of done) sheet.saved(it.key, it.id, texts.get(it.id) ?? {})
      const left = sheet.dirty.value.length
      if (left === 0) await draft.drop()
      else await draft.keep()
      say(answer, left)
      tellDoubts(doubtsOf(answer.rows, rows, of.fields()))
      await announce(answer.changed)
    })
    table.value?.focus()
  }

  async function textsOf(ids: string[]): Promise<Map<string, Texts>> {
    const texts = new Map<string, Texts>()
    for (let from = 0; from < ids.length; from += stretch) {
      const rows = await rowsOf(of.register, { ids: ids.slice(from, from + stretch), voided: true })
      for (const row of rows) texts.set(row.id, row.values)
    }
    return texts
  }

  async function throwAway(): Promise<void> {
    await run(() => draft.drop())
    table.value?.focus()
  }

  onBeforeRouteLeave(async () => {
    table.value?.settle()
    const left = sheet.dirty.value.length
    if (left === 0) return
    try {
      await draft.keep()
      sayDone(of.leftSaid(left))
    } catch (thrown) {
      sayRefused(thrown)
      return false
    }
  })
  useShortcut('s', () => void save())
  usePageSteps({ undo: () => table.value?.undo(), redo: () => table.value?.redo() })

  return {
    ...{ sheet, own, choosing, keepFaulty, at, words, waiting, failure, again },
    ...{ fields, grid, columns, counts, ready, here, draft, busy, run },
    ...{ choose, widen, showAlso, paste, nextFault, decide, save, textsOf, throwAway },
  }
}

/** Out of the table, in which Tab goes from cell to cell: to the next fault, to saving, or back. */
export function leaveTable(page: HTMLElement): void {
  const ways = ['next-fault', 'save', 'back'].map((it) => `[data-test=${it}]:not(:disabled)`)
  const to = ways.map((it) => page.querySelector<HTMLElement>(it)).find((it) => it !== null)
  to?.focus()
}

/** Tells what a save did and what is left. */
function say(answer: GridAnswer, left: number): void {
  if (answer.operation !== null) {
    const rest = left > 0 ? `。还有 ${left} 行有误，留在表格里` : ''
    sayDone(`已保存：${answer.title}${rest}`)
    return
  }
  const waits = answer.rows.some((it) => it.fate === 'waits')
  sayRefused({
    code: 'precondition',
    message: left > 0 ? `${left} 行还没有保存` : '没有要保存的改动',
    hint:
      left === 0
        ? ''
        : waits
          ? '请按“下一处有误”逐个改正，或勾上“有误的也保存”'
          : '请把标着“不能存”的补好',
  })
}
