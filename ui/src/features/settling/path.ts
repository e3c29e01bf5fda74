// Going from one thing to be settled to the next.
import type { LocationQuery, RouteLocationRaw } from 'vue-router'
import type { SettleItem } from '@/platform/generated/SettleItem'

/** Which of all that is to be settled one goes through. */
export interface Scope {
  register: string | null
  file: string | null
  toFill: boolean
}

/** The scope that an address names. */
export function scopeOf(query: LocationQuery): Scope {
  const word = (it: unknown) => (typeof it === 'string' && it !== '' ? it : null)
  return { register: word(query.of), file: word(query.file), toFill: query.fill === '1' }
}

function queryOf(scope: Scope): Record<string, string> {
  return {
    ...(scope.register ? { of: scope.register } : {}),
    ...(scope.file ? { file: scope.file } : {}),
    ...(scope.toFill ? { fill: '1' } : {}),
  }
}

/** The list itself. */
export function settlingOf(scope: Scope): RouteLocationRaw {
  return { name: 'settling', query: queryOf(scope) }
}

/** What tells an item from the others. */
export function keyOf(item: SettleItem): string {
  return item.finding ?? `fill-${item.record}`
}

/** The record, at the field where the item is settled. */
export function placeOf(item: SettleItem, scope: Scope): RouteLocationRaw {
  return {
    name: 'record',
    params: { register: item.register, id: item.record },
    query: { ...queryOf(scope), settle: keyOf(item), at: item.field },
  }
}

/**
 * The item to go to from the one with this key. Where that one is settled it is no longer in the
 * list: what came after it then stands in its place, `was`. `null` where nothing is left.
 */
export function stepFrom(
  items: SettleItem[],
  key: string,
  was: number,
  by: 1 | -1,
): SettleItem | null {
  if (items.length === 0) return null
  const at = items.findIndex((it) => keyOf(it) === key)
  const next = at >= 0 ? at + by : by > 0 ? was : was - 1
  const wrapped = (next + items.length) % items.length
  const found = items[wrapped] ?? null
  return found && keyOf(found) === key ? null : found
}
