// Which columns a list shows: those that fit beside one another, or those the clerk chose.
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { Schema } from '@/platform/generated/Schema'

const widths: Record<string, number> = {
  name: 7.5,
  id_number: 12,
  phone: 8.5,
  date: 7.5,
  int: 4.5,
  bool: 5.5,
  code: 7,
  choice: 8,
  choices: 9,
  ref: 9,
  refs: 11,
  long_text: 18,
}

/** How wide a column is, in ems of the text. */
export function widthOf(field: FieldSchema): number {
  return Math.max(widths[field.sort] ?? 11, field.label.length + 1.8)
}

/**
 * The columns that fit into so many ems, in the register's order. The name and what the matter is
 * about come first for the room there is; of the others the earlier go before the later.
 */
export function fitting(schema: Schema, ems: number): FieldSchema[] {
  const listed = schema.fields.filter((it) => it.listed && !it.hidden)
  const first = listed.filter((it) => it.key === schema.name_field || it.sort === 'long_text')
  const leading = first.slice(0, 2)
  const shown = new Set<string>(leading.map((it) => it.key))
  let used = leading.reduce((sum, it) => sum + widthOf(it), 0)
  for (const field of listed) {
    if (shown.has(field.key)) continue
    used += widthOf(field)
    if (used > ems) break
    shown.add(field.key)
  }
  return listed.filter((it) => shown.has(it.key))
}

/** The clerk's own choice for this register, if there is one that still fits its fields. */
export function chosen(schema: Schema): FieldSchema[] | null {
  const kept = localStorage.getItem(placeOf(schema))
  if (kept === null) return null
  const fields = kept
    .split(',')
    .map((key) => schema.fields.find((it) => it.key === key && !it.hidden))
    .filter((it) => it !== undefined)
  return fields.length > 0 ? fields : null
}

/** Remembers a choice; an empty one goes back to what fits. */
export function choose(schema: Schema, keys: string[]): void {
  if (keys.length === 0) localStorage.removeItem(placeOf(schema))
  else localStorage.setItem(placeOf(schema), keys.join(','))
}

function placeOf(schema: Schema): string {
  return `lvzhi.columns.${schema.register}`
}
