// How many questions wait on 冲突裁定, for the menu; asked for again after each change.
import { shallowRef } from 'vue'
import { asRefusal, commands } from '@/platform'
import type { ConflictCounts } from '@/platform/generated/ConflictCounts'

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
