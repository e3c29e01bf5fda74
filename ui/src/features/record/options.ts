// What a field offers while it is written: its list, or the records it may name.
import { commands } from '@/platform'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { OfferedRecords } from '@/platform/generated/OfferedRecords'
import type { Schema } from '@/platform/generated/Schema'

/** One thing to choose. */
export interface Option {
  /** What the field will say. */
  name: string
  /** Tells people of one name apart. */
  detail: string
  /** The record, where several bear this name. */
  id: string | null
}

const lists = new Set(['code', 'choice', 'choices', 'bool', 'ref', 'refs'])
const several = new Set(['choices', 'refs'])
const references = new Set(['ref', 'refs'])
/** So many records are offered at once. */
const offered = 20

/** Whether the field is chosen rather than written. */
export function isChosen(field: FieldSchema): boolean {
  return lists.has(field.sort)
}

/** Whether the field holds several values. */
export function isSeveral(field: FieldSchema): boolean {
  return several.has(field.sort)
}

/** Whether the field names other records. */
export function isReference(field: FieldSchema): boolean {
  return references.has(field.sort)
}

/** The values of 甲、乙、丙, however they were parted. */
export function valuesIn(text: string): string[] {
  return text
    .split(/[、，,；;\n]/)
    .map((it) => it.trim())
    .filter((it) => it !== '')
}

/** What to offer for the letters or characters typed so far. */
export async function optionsFor(field: FieldSchema, typed: string): Promise<Option[]> {
  if (isReference(field))
    return field.register ? recordsIn(field.register, typed.trim(), field.offered ?? null) : []
  return choicesFor(field, typed.trim()).map((name) => ({ name, detail: '', id: null }))
}

/** The choices that contain the characters, or whose pinyin or initials begin with the letters. */
export function choicesFor(field: FieldSchema, typed: string): string[] {
  const wanted = typed.toLowerCase()
  if (wanted === '' || field.choices.includes(typed)) return field.choices
  const begins: string[] = []
  const contains: string[] = []
  field.choices.forEach((name, at) => {
    const readings = (field.readings[at] ?? '').split(' ')
    if (name.startsWith(wanted) || readings.some((it) => it.startsWith(wanted))) begins.push(name)
    else if (name.toLowerCase().includes(wanted)) contains.push(name)
  })
  return [...begins, ...contains]
}

const schemas = new Map<string, Promise<Schema>>()

function schemaOf(register: string): Promise<Schema> {
  const known = schemas.get(register)
  if (known) return known
  const asked = commands.schema({ register })
  schemas.set(register, asked)
  asked.catch(() => schemas.delete(register))
  return asked
}

async function recordsIn(
  register: string,
  search: string,
  only: OfferedRecords | null,
): Promise<Option[]> {
  const schema = await schemaOf(register)
  const page = await commands.list({
    register,
    where: [],
    filters: only?.filters ?? [],
    search: search || null,
    order: null,
    descending: false,
    limit: offered,
    offset: 0,
    voided: false,
    unsettled: false,
  })
  const rows = page.rows.filter((row) => row.id !== only?.except)
  const found = rows.map((row) => ({
    id: row.id,
    name: row.values[schema.name_field] ?? '',
    detail: row.values.post ?? row.values.villages ?? '',
  }))
  const namesakes = (name: string) => found.filter((it) => it.name === name).length
  return found
    .filter((it) => it.name !== '')
    .map((it) => ({ ...it, id: namesakes(it.name) > 1 ? it.id : null }))
}
