// What a cell offers while it is written: names for the value that is being typed, behind those that
// are settled already.
import { isSeveral, optionsFor, valuesIn } from '@/features/record/options'
import { markedFor, meantBy } from '@/features/record/taking'
import type { FieldSchema } from '@/platform/generated/FieldSchema'

/** What may stand in a cell. */
export interface Offers {
  names: string[]
  /** Which of them Enter takes; -1 for none. */
  marked: number
}

/** A cell's text in two: what is settled, with its separator, and what is being typed. */
export function parted(field: FieldSchema, text: string): [settled: string, typed: string] {
  if (!isSeveral(field)) return ['', text]
  const cut = Math.max(...['、', '，', ',', '；', ';'].map((it) => text.lastIndexOf(it))) + 1
  return [text.slice(0, cut), text.slice(cut)]
}

/** What may stand in the field, given what is written so far. */
export async function offersFor(field: FieldSchema, text: string): Promise<Offers> {
  const [settled, typed] = parted(field, text)
  const taken = valuesIn(settled)
  const options = await optionsFor(field, typed)
  const known = new Set<string>()
  const fresh = options.filter(({ name }) => {
    if (taken.includes(name) || known.has(name)) return false
    known.add(name)
    return true
  })
  return { names: fresh.map((it) => it.name), marked: markedFor(field, typed.trim(), fresh) }
}

/** The cell's text with every value that was typed short written as what it means. */
export async function meantText(field: FieldSchema, text: string, only: boolean): Promise<string> {
  const values = isSeveral(field) ? valuesIn(text) : [text.trim()]
  const names: string[] = []
  for (const value of values) names.push((await meantBy(field, value, only))?.name ?? value)
  return [...new Set(names)].join('、')
}
