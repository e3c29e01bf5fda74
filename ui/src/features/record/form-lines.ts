// The form as its paper shows it: parts with headings, lines of one or two cells.
import type { FieldSchema } from '@/platform/generated/FieldSchema'

/** A cell of the form and whether it takes the whole line. */
export interface Cell {
  field: FieldSchema
  wide: boolean
}

/** A part of the form under its heading. */
export interface Part {
  heading: string
  cells: Cell[]
}

/** Puts fields into parts; a cell left alone on its line takes all of it. */
export function partsOf(fields: FieldSchema[]): Part[] {
  const parts: Part[] = []
  for (const field of fields) {
    if (field.section !== null || parts.length === 0)
      parts.push({ heading: field.section ?? '', cells: [] })
    parts[parts.length - 1]!.cells.push({ field, wide: field.full_line })
  }
  for (const part of parts) fillLines(part.cells)
  return parts
}

function fillLines(cells: Cell[]): void {
  let left: Cell | null = null
  for (const cell of cells) {
    if (cell.wide) {
      if (left) left.wide = true
      left = null
    } else {
      left = left ? null : cell
    }
  }
  if (left) left.wide = true
}
