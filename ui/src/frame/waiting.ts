// How many questions wait on 冲突裁定, for the menu. A save here asks none: it is asked again after one
// while something waits, and after what can bring questions (packages, undo).
import { shallowRef } from 'vue'
import { asRefusal, commands } from '@/platform'
import type { ConflictCounts } from '@/platform/generated/ConflictCounts'
import type { Kinds } from './changes'

/** What waits; nothing until it was asked for. */
export const waiting = shallowRef<ConflictCounts>({ open: 0, noted: 0, twins: 0 })

/** Asks again. */
export async function refreshWaiting(): Promise<void> {
  try {
    waiting.value = await commands.conflict_counts({})
  } catch (thrown) {
    // The page itself says what is wrong; a count in the menu is no place for it.
    console.warn(asRefusal(thrown).message)
  }
}

/** Changes after which the count may be another. */
export function waitingKinds(): Kinds {
  const { open, noted, twins } = waiting.value
  return open + noted + twins > 0 ? 'any' : []
}
