// What a cell offers while it is written: its list, or the records it may name.
import { commands } from '@/platform'
import type { FieldSchema } from '@/platform/generated/FieldSchema'

const several = new Set(['choices', 'refs'])

/** Whether the field is chosen from something. */
export function isOffered(field: FieldSchema): boolean {
  return field.choices.length > 0 || field.register !== null
}

/** What may stand in the field, given what is written so far. */
export async function offersFor(field: FieldSchema, text: string): Promise<string[]> {
  const cut = several.has(field.sort) ? text.lastIndexOf('、') + 1 : 0
  const before = text.slice(0, cut)
  const last = text.slice(cut)
  const names = field.register ? await namesIn(field.register, last) : namesOf(field, last)
  const taken = before.split('、')
  return names.filter((it) => !taken.includes(it)).map((it) => before + it)
}

function namesOf(field: FieldSchema, last: string): string[] {
  if (last === '' || field.choices.includes(last)) return field.choices
  return field.choices.filter((it) => it.includes(last))
}

const nameFields = new Map<string, Promise<string>>()

async function namesIn(register: string, search: string): Promise<string[]> {
  let nameField = nameFields.get(register)
  if (!nameField) {
    nameField = commands.schema({ register }).then((it) => it.name_field)
    nameField.catch(() => nameFields.delete(register))
    nameFields.set(register, nameField)
  }
  const [key, page] = await Promise.all([
    nameField,
    commands.list({
      register,
      where: [],
      search: search.trim() || null,
      order: null,
      descending: false,
      limit: 20,
      offset: 0,
      voided: false,
      unsettled: false,
    }),
  ])
  const names = page.rows.map((row) => row.values[key]).filter((it) => it !== undefined)
  return [...new Set(names)]
}
