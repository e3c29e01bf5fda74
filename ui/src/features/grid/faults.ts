// What the core says about a grid, counted, and the way from one fault to the next.
import { computed, type ComputedRef, type ShallowRef } from 'vue'
import type { FaultAt } from '@/platform/generated/FaultAt'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { GridRow } from '@/platform/generated/GridRow'
import type { RowWord } from '@/platform/generated/RowWord'
import type { Sheet } from './sheet'

/** How many unsaved rows there are of each fate. */
export type Counts = Record<RowWord['fate'], number>

/** Counts the fates of the unsaved rows. */
export function useCounts(
  sheet: Sheet,
  words: ShallowRef<Map<number, RowWord>>,
): ComputedRef<Counts> {
  return computed(() => {
    const count: Counts = { new: 0, changed: 0, same: 0, refused: 0, waits: 0 }
    for (const row of sheet.dirty.value) {
      const word = words.value.get(row.key)
      if (word) count[word.fate] += 1
    }
    return count
  })
}

/** The next cell at fault after a place; `null` where there is none. */
export function faultAfter(
  at: { row: number; key: string } | null,
  sheet: Sheet,
  columns: FieldSchema[],
  words: ReadonlyMap<number, RowWord>,
): { row: number; column: number } | null {
  const rows = sheet.rows.value
  const start = at?.row ?? 0
  for (let step = 0; step <= rows.length; step += 1) {
    const y = (start + step) % rows.length
    const word = words.get(rows[y]?.key ?? -1)
    if (!word || (word.fate !== 'refused' && word.fate !== 'waits')) continue
    const faults = columns.flatMap((it, x) =>
      word.cells.some((cell) => cell.field === it.key && cell.note === 'fault') ? [x] : [],
    )
    const past = step === 0 ? columns.findIndex((it) => it.key === at?.key) : -1
    const x = faults.find((it) => it > past)
    if (x === undefined && step === 0) continue
    return { row: y, column: x ?? 0 }
  }
  return null
}

/** What is to be looked at in the rows that were saved, each with its line. */
export function doubtsOf(words: RowWord[], rows: GridRow[], fields: FieldSchema[]): FaultAt[] {
  return words.flatMap((word, at) => {
    if (word.fate !== 'new' && word.fate !== 'changed') return []
    const line = `第 ${rows[at]?.number ?? at + 1} 行`
    const whole = word.word ? [{ field: '', label: line, reason: word.word, hint: '' }] : []
    const cells = word.cells
      .filter((it) => it.note === 'doubt')
      .map((it) => {
        const label = fields.find((field) => field.key === it.field)?.label ?? ''
        return { field: '', label: `${line} ${label}`.trim(), reason: it.reason, hint: it.hint }
      })
    return [...whole, ...cells]
  })
}
