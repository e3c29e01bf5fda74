// Which records the entry grid opens with: those that a list handed over.
import type { ListRequest } from '@/platform/generated/ListRequest'

/** So many records are corrected at once. */
export const mostOpened = 2000

let waiting: ListRequest | null = null

/** The next grid opens with these. */
export function handOver(list: ListRequest): void {
  waiting = { ...list, limit: mostOpened, offset: 0 }
}

/** What was handed over, once. */
export function takeOver(register: string): ListRequest | null {
  const list = waiting
  waiting = null
  return list?.register === register ? list : null
}
