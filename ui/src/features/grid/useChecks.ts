// What the core says about the rows of a grid, asked shortly after the last keystroke.
import { onBeforeUnmount, shallowRef, watch, type ShallowRef } from 'vue'
import { asRefusal, type Refusal } from '@/platform'
import type { GridAnswer } from '@/platform/generated/GridAnswer'
import type { GridRow } from '@/platform/generated/GridRow'
import type { RowWord } from '@/platform/generated/RowWord'
import type { Sheet, SheetRow } from './sheet'

/** Rows looked over in one request. */
const stretch = 500
const pause = 350

/** The core's words about a grid's rows. */
export interface Checks {
  /** By the row's key. */
  words: ShallowRef<Map<number, RowWord>>
  /** Some rows are still being looked over. */
  waiting: ShallowRef<boolean>
  failure: ShallowRef<Refusal | null>
}

/** A row as the core takes it. */
export function asGridRow(row: SheetRow, number: number): GridRow {
  const values: Record<string, string> = {}
  const seen: Record<string, string> = {}
  for (const [key, text] of Object.entries(row.written)) {
    if (text === undefined) continue
    values[key] = text
    if (row.id !== null) seen[key] = row.stored[key] ?? ''
  }
  return { id: row.id, values, seen, number }
}

/** Looks over what changes in the grid, by the core's command for such rows. */
export function useChecks(
  check: (rows: GridRow[]) => Promise<GridAnswer>,
  sheet: Sheet,
): Checks & { again: () => void } {
  const words = shallowRef(new Map<number, RowWord>())
  const waiting = shallowRef(false)
  const failure = shallowRef<Refusal | null>(null)
  /** What a row said when it was looked over. */
  const seen = new Map<number, string>()
  let timer: ReturnType<typeof setTimeout> | undefined
  let running = false
  let again = false

  const said = (row: SheetRow) => {
    const seen = Object.keys(row.written).map((key) => row.stored[key])
    return JSON.stringify([row.id, row.written, seen])
  }

  async function look(): Promise<void> {
    if (running) {
      again = true
      return
    }
    running = true
    try {
      do {
        again = false
        await once()
      } while (again)
      failure.value = null
    } catch (thrown) {
      failure.value = asRefusal(thrown)
    } finally {
      running = false
      waiting.value = false
    }
  }

  async function once(): Promise<void> {
    const numbers = new Map(sheet.rows.value.map((row, at) => [row.key, at + 1]))
    const dirty = sheet.dirty.value
    const living = new Set(dirty.map((it) => it.key))
    for (const key of words.value.keys()) if (!living.has(key)) forget(key)
    words.value = new Map(words.value)
    const fresh = dirty.filter((row) => seen.get(row.key) !== said(row))
    if (fresh.length === 0) return
    // Few rows are looked over together: one may repeat another.
    const asked = dirty.length <= stretch ? dirty : fresh
    for (let from = 0; from < asked.length; from += stretch) {
      const part = asked.slice(from, from + stretch)
      const states = part.map(said)
      const rows = part.map((row) => asGridRow(row, numbers.get(row.key) ?? 0))
      const answer = await check(rows)
      part.forEach((row, at) => {
        const word = answer.rows[at]
        // The clerk may have gone on writing meanwhile.
        if (word === undefined || said(row) !== states[at]) return
        words.value.set(row.key, word)
        seen.set(row.key, states[at] ?? '')
      })
      words.value = new Map(words.value)
    }
  }

  function forget(key: number): void {
    words.value.delete(key)
    seen.delete(key)
  }

  function soon(): void {
    waiting.value = true
    clearTimeout(timer)
    timer = setTimeout(() => void look(), pause)
  }

  /** What all rows share has changed: every row is looked over anew. */
  function anew(): void {
    seen.clear()
    soon()
  }

  watch(sheet.version, soon)
  onBeforeUnmount(() => clearTimeout(timer))
  return { words, waiting, failure, again: anew }
}
