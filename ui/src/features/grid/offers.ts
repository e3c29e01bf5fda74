// What a cell offers while it is written, as whole texts: what is settled in it stays before.
import { isChosen, isSeveral, optionsFor } from '@/features/record/options'
import type { FieldSchema } from '@/platform/generated/FieldSchema'

/** Whether the field is chosen from something. */
export function isOffered(field: FieldSchema): boolean {
  return isChosen(field)
}

/** What may stand in the field, given what is written so far. */
export async function offersFor(field: FieldSchema, text: string): Promise<string[]> {
  const cut = isSeveral(field) ? text.lastIndexOf('、') + 1 : 0
  const before = text.slice(0, cut)
  const taken = before.split('、')
  const names = (await optionsFor(field, text.slice(cut))).map((it) => it.name)
  return [...new Set(names)].filter((it) => !taken.includes(it)).map((it) => before + it)
}
