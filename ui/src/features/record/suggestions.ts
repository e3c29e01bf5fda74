// What a field offers while it is written: its list, or the records it may name.
import { commands } from '@/platform'
import type { FieldSchema } from '@/platform/generated/FieldSchema'

/** One thing to choose; `value` is what the field will say. */
export interface Suggestion {
  value: string
  shown: string
}

const lists = new Set(['code', 'choice', 'choices', 'bool', 'ref', 'refs'])
const several = new Set(['choices', 'refs'])

/** Whether the field is chosen rather than written. */
export function isChosen(field: FieldSchema): boolean {
  return lists.has(field.sort)
}

/** Splits 甲、乙、丙 into what is settled and what is being written. */
export function splitLast(field: FieldSchema, text: string): { before: string; last: string } {
  if (!several.has(field.sort)) return { before: '', last: text }
  const cut = text.lastIndexOf('、')
  return { before: text.slice(0, cut + 1), last: text.slice(cut + 1) }
}

/** What to offer for the text so far. */
export async function suggestionsFor(field: FieldSchema, text: string): Promise<Suggestion[]> {
  const { before, last } = splitLast(field, text)
  const names = field.register ? await namesIn(field.register, last) : listOf(field, text, last)
  const taken = before.split('、')
  return names
    .filter((name) => !taken.includes(name))
    .map((name) => ({ value: before + name, shown: name }))
}

function listOf(field: FieldSchema, text: string, last: string): string[] {
  const all = field.sort === 'bool' ? ['是', '否'] : field.choices
  // A field that already says one of its list is being looked over: show everything.
  if (last === '' || all.includes(text)) return all
  return all.filter((name) => name.includes(last))
}

async function namesIn(register: string, search: string): Promise<string[]> {
  const [schema, page] = await Promise.all([
    commands.schema({ register }),
    commands.list({
      register,
      where: [],
      search: search || null,
      order: null,
      descending: false,
      limit: 20,
      offset: 0,
      voided: false,
      unsettled: false,
    }),
  ])
  const names = page.rows.map((row) => row.values[schema.name_field])
  return [...new Set(names.filter((name) => name !== undefined))]
}
