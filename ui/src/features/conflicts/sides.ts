// Which value stands where, and which key takes it.
import type { ConflictSide } from '@/platform/generated/ConflictSide'
import type { ContestedValue } from '@/platform/generated/ContestedValue'

/** The values in the order of the devices, so that one device stands in one column of a record. */
export function inOrder(values: ContestedValue[], sides: ConflictSide[]): ContestedValue[] {
  const place = (value: ContestedValue) => {
    const places = value.sides.map((side) => sides.findIndex((it) => it.device === side))
    const known = places.filter((it) => it >= 0)
    return known.length > 0 ? Math.min(...known) : sides.length
  }
  return [...values].sort((a, b) => place(a) - place(b) || a.take - b.take)
}

/** Who wrote a value, on which device, when, in what. */
export function wroteIt(value: ContestedValue): string {
  const when = value.clock_doubted ? `${value.when}（那台电脑的时钟不准）` : value.when
  return [value.device, value.who, when].filter((it) => it !== '').join('　')
}
