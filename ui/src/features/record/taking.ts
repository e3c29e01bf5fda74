// Which offer Enter and Tab take: the same one whether its list has been drawn already or not.
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import { isReference, optionsFor, type Option } from './options'

const han = /\p{Script=Han}/u

/** The place of the offer that is marked for a text; -1 for none. */
export function markedFor(field: FieldSchema, typed: string, offers: Option[]): number {
  const exact = offers.findIndex((it) => it.name === typed)
  if (exact >= 0 || typed === '' || offers.length === 0) return exact
  if (!isReference(field) || !han.test(typed)) return 0
  // Characters may spell a name that is new here; letters can only mean one that is known.
  const only = offers.length === 1 && offers[0]?.name.includes(typed)
  return only && !field.makes ? 0 : -1
}

/**
 * The offer that a text means; `null` where the text stands as it is. `only`: it is taken where no
 * other one is offered, as by a field that was left without Enter.
 */
export async function meantBy(
  field: FieldSchema,
  typed: string,
  only: boolean,
): Promise<Option | null> {
  const text = typed.trim()
  if (text === '') return null
  const offers = await optionsFor(field, text)
  if (only && offers.length > 1 && !offers.some((it) => it.name === text)) return null
  return offers[markedFor(field, text, offers)] ?? null
}
