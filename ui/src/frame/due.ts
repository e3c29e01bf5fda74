// What is due, for the menu's counts and whoever else asks; asked for again after each change.
import { shallowRef } from 'vue'
import { asRefusal, commands } from '@/platform'
import type { DueItem } from '@/platform/generated/DueItem'
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'

/** What is due or late, the most urgent first. */
export const dueItems = shallowRef<DueItem[]>([])

/** Asks again. */
export async function refreshDue(): Promise<void> {
  try {
    dueItems.value = (await commands.due({})).items
  } catch (thrown) {
    // The page itself says what is wrong; a count in the menu is no place for it.
    console.warn(asRefusal(thrown).message)
  }
}

/** How many matters are late, by the shelf of their register. */
export function lateByShelf(items: DueItem[], registers: RegisterInfo[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const item of items) {
    const shelf = registers.find((it) => it.key === item.register)?.shelf
    if (item.level === 'red' && shelf) counts[shelf] = (counts[shelf] ?? 0) + 1
  }
  return counts
}
