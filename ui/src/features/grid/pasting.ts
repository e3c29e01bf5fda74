// A block from a sheet as cells of the grid.
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import { headingOf } from './paste'
import type { Write } from './sheet'

/** What a pasted block becomes. */
export interface Pasted {
  writes: Write[]
  /** Fields that the block's own headings name; `null` where it brought none. */
  heads: string[] | null
  /** Headings that nothing answers to. */
  unused: string[]
  /** Columns of the block that found no room. */
  over: number
}

/** A block goes in from the marked cell on; one that brings its headings, under them. */
export function pasted(
  block: string[][],
  row: number,
  column: number,
  columns: FieldSchema[],
  fields: FieldSchema[],
): Pasted {
  const heads = headingOf(block, new Map(fields.map((it) => [it.label, it.key])))
  const writes: Write[] = []
  if (heads) {
    block.slice(1).forEach((line, y) => {
      heads.forEach(
        (field, x) => field && writes.push({ row: row + y, field, text: line[x] ?? '' }),
      )
    })
    const unused = (block[0] ?? []).filter((text, x) => heads[x] === null && text.trim() !== '')
    return { writes, heads: heads.filter((it) => it !== null), unused, over: 0 }
  }
  block.forEach((line, y) => {
    line.forEach((text, x) => {
      const field = columns[column + x]
      if (field) writes.push({ row: row + y, field: field.key, text })
    })
  })
  const wide = Math.max(...block.map((it) => it.length))
  return { writes, heads: null, unused: [], over: Math.max(0, column + wide - columns.length) }
}
