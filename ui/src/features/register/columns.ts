// Which columns a list shows and how wide: those that fit beside one another, or as the clerk
// chose them.
import { loadPreferences, preference, setPreference } from '@/frame/preferences'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { Schema } from '@/platform/generated/Schema'

/** A clerk's own choice for one register. */
export interface OwnColumns {
  /** Keys in their order; empty where only widths were changed. */
  keys: string[]
  /** Ems by key. */
  widths: Record<string, number>
  /** Key of the last column that stays in sight; `none` for none of them, `null` for up to the name. */
  freeze: string | null
}

/** Nothing chosen: what fits, as wide as it is by itself. */
export const noChoice: Readonly<OwnColumns> = { keys: [], widths: {}, freeze: null }

const widths: Record<string, number> = {
  name: 7.5,
  id_number: 12,
  phone: 8.5,
  date: 7.5,
  int: 5.5,
  bool: 6,
  code: 7.5,
  choice: 8,
  choices: 9,
  ref: 9,
  refs: 11,
  long_text: 18,
}

const narrowest = 3.5
const widest = 60
// Beyond this the columns beside the frozen ones could no longer be looked at.
const roomFrozen = 26
const widestFrozen = 44

/** How wide a column is by itself, in ems of the text: its values and its heading with its marks. */
export function widthOf(field: FieldSchema): number {
  const own = field.sort === 'text' && field.full_line ? 16 : widths[field.sort]
  return Math.max(own ?? 11, field.label.length + 4)
}

/** A width that a column can have. */
export function within(ems: number): number {
  return Math.min(widest, Math.max(narrowest, Math.round(ems * 4) / 4))
}

/**
 * The columns that fit into so many ems, in the register's order. Those that the register is opened
 * for come first for the room there is, else the name and what it is about; of the others the
 * earlier go before the later.
 */
export function fitting(schema: Schema, ems: number): FieldSchema[] {
  const listed = schema.fields.filter((it) => it.listed && !it.hidden)
  const shown = new Set<string>()
  let used = 0
  for (const field of [...leading(schema, listed), ...listed]) {
    if (shown.has(field.key)) continue
    used += widthOf(field)
    if (used > ems && shown.size > 0) break
    shown.add(field.key)
  }
  return listed.filter((it) => shown.has(it.key))
}

function leading(schema: Schema, listed: FieldSchema[]): FieldSchema[] {
  if (schema.foremost.length > 0)
    return schema.foremost
      .map((key) => listed.find((it) => it.key === key))
      .filter((it) => it !== undefined)
  return listed.filter((it) => it.key === schema.name_field || it.sort === 'long_text').slice(0, 2)
}

/** The clerk's own columns, as far as the register still has them; `null` for what fits. */
export function chosen(schema: Schema, own: OwnColumns): FieldSchema[] | null {
  const fields = own.keys
    .map((key) => schema.fields.find((it) => it.key === key && !it.hidden))
    .filter((it) => it !== undefined)
  return fields.length > 0 ? fields : null
}

/**
 * The columns that stay in sight at the left with where they stand, in ems: up to the chosen one,
 * else the first and the name as far as that leaves room to look at the rest.
 */
export function frozen(
  columns: FieldSchema[],
  own: OwnColumns,
  name: string,
  from: number,
): Record<string, number> {
  const left: Record<string, number> = {}
  if (own.freeze === 'none') return left
  const last = columns.findIndex((it) => it.key === own.freeze)
  const first = columns[0]
  const named = columns.find((it) => it.key === name)
  const kept = last >= 0 ? columns.slice(0, last + 1) : [...new Set([first, named])]
  const room = last >= 0 ? widestFrozen : roomFrozen
  let at = from
  for (const field of kept) {
    const width = field ? (own.widths[field.key] ?? widthOf(field)) : room
    if (!field || at + width > room) continue
    left[field.key] = at
    at += width
  }
  return left
}

/** What the clerk chose for this register. */
export async function ownColumns(register: string): Promise<OwnColumns> {
  await loadPreferences()
  return read(preference<unknown>(placeOf(register), null))
}

/** Remembers a choice; an empty one goes back to what fits. */
export async function keepColumns(register: string, own: OwnColumns): Promise<void> {
  const nothing =
    own.keys.length === 0 && Object.keys(own.widths).length === 0 && own.freeze === null
  await setPreference(placeOf(register), nothing ? null : own)
}

function placeOf(register: string): string {
  return `columns.${register}`
}

function read(kept: unknown): OwnColumns {
  const own: OwnColumns = { keys: [], widths: {}, freeze: null }
  if (typeof kept !== 'object' || kept === null) return own
  const known = kept as Partial<OwnColumns>
  if (Array.isArray(known.keys)) own.keys = known.keys.map(String)
  if (typeof known.freeze === 'string') own.freeze = known.freeze
  for (const [key, width] of Object.entries(known.widths ?? {})) {
    if (typeof width === 'number' && Number.isFinite(width)) own.widths[key] = within(width)
  }
  return own
}
