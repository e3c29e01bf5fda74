// The order of a register's fields, as the clerk moves them.
import type { ArrangedField } from '@/platform/generated/ArrangedField'
import type { SchemeView } from '@/platform/generated/SchemeView'

/** A part of the form with its fields. */
export interface FormPart {
  heading: string
  fields: SchemeView[]
}

/** What an added field may hold. */
export const sorts = ['文字', '长文字', '日期', '数字', '是否', '单选', '多选', '电话'] as const

/** The parts of the form in order; hidden fields stay in their place. */
export function partsOf(fields: SchemeView[]): FormPart[] {
  const parts: FormPart[] = []
  for (const field of fields) {
    const last = parts.at(-1)
    if (last && (last.heading === field.section || field.section === '')) last.fields.push(field)
    else parts.push({ heading: field.section, fields: [field] })
  }
  return parts
}

/** The shown fields of a part as the form lays them out: one left alone on its line takes all of it. */
export function cellsOf(part: FormPart): { field: SchemeView; whole: boolean }[] {
  const cells = part.fields
    .filter((it) => !it.hidden)
    .map((field) => ({ field, whole: field.full_line }))
  let alone: (typeof cells)[number] | null = null
  for (const cell of cells) {
    if (cell.whole && alone) alone.whole = true
    alone = cell.whole || alone ? null : cell
  }
  if (alone) alone.whole = true
  return cells
}

/**
 * One step up or down. Across a heading the field first changes to the neighbouring part, so that
 * headings stay where they are.
 */
export function moved(fields: SchemeView[], key: string, by: -1 | 1): ArrangedField[] | null {
  const order = fields.map((it) => ({ field: it.key, section: it.section }))
  const at = order.findIndex((it) => it.field === key)
  const one = order[at]
  const neighbour = order[at + by]
  if (!one || !neighbour) return null
  if (neighbour.section !== one.section) {
    order[at] = { ...one, section: neighbour.section }
    return order
  }
  order[at] = neighbour
  order[at + by] = one
  return order
}

/** To another place, before the field that stands there now; takes its part. */
export function placed(fields: SchemeView[], key: string, before: string): ArrangedField[] | null {
  const order = fields.map((it) => ({ field: it.key, section: it.section }))
  const from = order.findIndex((it) => it.field === key)
  const target = order.find((it) => it.field === before)
  const [one] = order.splice(from, 1)
  if (from < 0 || !one || !target || key === before) return null
  order.splice(order.indexOf(target), 0, { ...one, section: target.section })
  return order
}

/** Options written one per line or with 、 between them. */
export function optionsOf(written: string): string[] {
  return written
    .split(/[\n、，,；;]/)
    .map((it) => it.trim())
    .filter((it) => it !== '')
}
