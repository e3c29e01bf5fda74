// A block from a sheet as cells of the grid.
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { MatchedHeadings } from '@/platform/generated/MatchedHeadings'
import type { Write } from './sheet'

/** Rows of a block that say whether it brings its headings. */
export const rowsLookedAt = 30

/** What a pasted block becomes. */
export interface Pasted {
  writes: Write[]
  /** Fields that the block's own headings name; `null` where it brought none. */
  heads: string[] | null
  /** Rows below the headings. */
  rows: number
  /** Headings that nothing here answers to. */
  unused: string[]
  /** Columns of the block that found no room. */
  over: number
}

/**
 * A block goes in from the marked cell on; one that brings its headings, under them. `found`: what the
 * core takes its first rows for, as an import would.
 */
export function pasted(
  block: string[][],
  at: { row: number; column: number },
  columns: FieldSchema[],
  fields: FieldSchema[],
  found: MatchedHeadings | null,
): Pasted {
  const writes: Write[] = []
  if (found && found.rows > 0) {
    const open = new Set(fields.map((it) => it.key))
    const keys = found.fields.map((it) => (it !== null && open.has(it) ? it : null))
    const below = block.slice(found.rows)
    below.forEach((line, y) => {
      keys.forEach(
        (field, x) => field && writes.push({ row: at.row + y, field, text: line[x] ?? '' }),
      )
    })
    // A field that this table does not ask for (the day stands above it) is told as well.
    const names = block[found.rows - 1] ?? []
    const elsewhere = found.fields.flatMap((it, x) =>
      it !== null && !open.has(it) ? [(names[x] ?? '').trim()] : [],
    )
    return {
      writes,
      heads: keys.filter((it) => it !== null),
      rows: below.length,
      unused: [...found.unused, ...elsewhere].filter((it) => it !== ''),
      over: 0,
    }
  }
  block.forEach((line, y) => {
    line.forEach((text, x) => {
      const field = columns[at.column + x]
      if (field) writes.push({ row: at.row + y, field: field.key, text })
    })
  })
  const wide = Math.max(...block.map((it) => it.length))
  const over = Math.max(0, at.column + wide - columns.length)
  return { writes, heads: null, rows: block.length, unused: [], over }
}
