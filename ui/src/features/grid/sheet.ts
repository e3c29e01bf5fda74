// The cells of the entry grid: what the store says, what the clerk wrote over it, and taking a
// step back. Knows nothing of the screen.
import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'

/** Field key to text. */
export type Texts = { [key in string]?: string }

/** A row of the grid. */
export interface SheetRow {
  /** Its own, for as long as the page lives. */
  key: number
  /** The record it corrects; `null` for a new one. */
  id: string | null
  /** What the store says. */
  stored: Texts
  /** What the clerk wrote, as far as it differs. */
  written: Texts
}

/** A cell's new text. */
export interface Write {
  row: number
  field: string
  text: string
}

/** The grid's content. */
export interface Sheet {
  rows: ShallowRef<SheetRow[]>
  /** Counts every change, so that a look at a row can tell whether it is late. */
  version: ShallowRef<number>
  /** Rows that say something the store does not. */
  dirty: ComputedRef<SheetRow[]>
  canUndo: ComputedRef<boolean>
  text(row: SheetRow, field: string): string
  /** Writes cells as one step. */
  write(writes: Write[]): void
  undo(): Write[]
  redo(): Write[]
  /** Puts rows before the blank ones. */
  add(rows: { id: string | null; stored: Texts; written?: Texts }[]): void
  /** A cell says something else in the store by now: the clerk's own text stays, or that one. */
  settle(key: number, field: string, stands: string, own: boolean): void
  /** Takes rows out. */
  drop(keys: ReadonlySet<number>): void
  /** A row was saved and says this now. */
  saved(key: number, id: string, stored: Texts): void
  clear(): void
}

/** Blank rows that always stand at the end. */
const blank = 30
/** Steps that can be taken back. */
const steps = 200

interface Step {
  before: { key: number; field: string; text: string }[]
  after: { key: number; field: string; text: string }[]
}

/** Makes an empty grid. */
export function useSheet(): Sheet {
  const rows = shallowRef<SheetRow[]>([])
  const version = shallowRef(0)
  const done = shallowRef<Step[]>([])
  const undone = shallowRef<Step[]>([])
  let next = 1

  const text = (row: SheetRow, field: string): string =>
    row.written[field] ?? row.stored[field] ?? ''
  const isBlank = (row: SheetRow) => row.id === null && Object.keys(row.written).length === 0

  function fresh(of: { id: string | null; stored: Texts; written?: Texts }): SheetRow {
    return { key: next++, id: of.id, stored: of.stored, written: { ...of.written } }
  }

  function pad(atLeast = 0): void {
    let empty = 0
    for (let at = rows.value.length - 1; at >= 0 && isBlank(rows.value[at]!); at -= 1) empty += 1
    const missing = Math.max(blank - empty, atLeast - rows.value.length)
    for (let count = 0; count < missing; count += 1)
      rows.value.push(fresh({ id: null, stored: {} }))
  }

  function changed(): void {
    version.value += 1
    // Another list of the same rows: whoever looks at it looks again.
    rows.value = [...rows.value]
  }

  function put(row: SheetRow, field: string, to: string): void {
    if (to === (row.stored[field] ?? '')) delete row.written[field]
    else row.written[field] = to
  }

  function replay(cells: Step['before']): Write[] {
    const places = new Map(rows.value.map((row, at) => [row.key, at]))
    const writes: Write[] = []
    for (const cell of cells) {
      const at = places.get(cell.key)
      const row = at === undefined ? undefined : rows.value[at]
      if (!row || at === undefined) continue
      put(row, cell.field, cell.text)
      writes.push({ row: at, field: cell.field, text: cell.text })
    }
    pad()
    changed()
    return writes
  }

  pad()
  return {
    rows,
    version,
    dirty: computed(() => rows.value.filter((row) => Object.keys(row.written).length > 0)),
    canUndo: computed(() => done.value.length > 0),
    text,
    write(writes) {
      pad(Math.max(0, ...writes.map((it) => it.row + 1)))
      const step: Step = { before: [], after: [] }
      for (const it of writes) {
        const row = rows.value[it.row]
        if (!row || text(row, it.field) === it.text) continue
        step.before.push({ key: row.key, field: it.field, text: text(row, it.field) })
        step.after.push({ key: row.key, field: it.field, text: it.text })
        put(row, it.field, it.text)
      }
      if (step.before.length === 0) return
      done.value = [...done.value, step].slice(-steps)
      undone.value = []
      pad()
      changed()
    },
    undo() {
      const step = done.value.at(-1)
      if (!step) return []
      done.value = done.value.slice(0, -1)
      undone.value = [...undone.value, step]
      return replay([...step.before].reverse())
    },
    redo() {
      const step = undone.value.at(-1)
      if (!step) return []
      undone.value = undone.value.slice(0, -1)
      done.value = [...done.value, step]
      return replay(step.after)
    },
    add(more) {
      const kept = rows.value.filter((row) => !isBlank(row))
      rows.value = [...kept, ...more.map(fresh)]
      pad()
      changed()
    },
    settle(key, field, stands, own) {
      const row = rows.value.find((it) => it.key === key)
      if (!row) return
      row.stored = { ...row.stored, [field]: stands }
      if (!own) delete row.written[field]
      changed()
    },
    drop(keys) {
      rows.value = rows.value.filter((row) => !keys.has(row.key))
      pad()
      changed()
    },
    saved(key, id, stored) {
      const row = rows.value.find((it) => it.key === key)
      if (!row) return
      row.id = id
      row.stored = stored
      row.written = {}
      // What was saved is taken back by the program's own undo, by name.
      const others = (step: Step): Step => ({
        before: step.before.filter((it) => it.key !== key),
        after: step.after.filter((it) => it.key !== key),
      })
      done.value = done.value.map(others).filter((it) => it.before.length > 0)
      undone.value = []
      changed()
    },
    clear() {
      rows.value = []
      done.value = []
      undone.value = []
      pad()
      changed()
    },
  }
}
