// What a person should look at in what was just saved. It stands above the page until it is read or
// the next save tells something else.
import { shallowRef } from 'vue'
import type { FaultAt } from '@/platform/generated/FaultAt'

/** What the last save told; empty where there is nothing to look at. */
export const doubts = shallowRef<readonly FaultAt[]>([])

/** Shows what a save told in place of what stood there before; `here` where its fields are on the page. */
export function tellDoubts(told: readonly FaultAt[], here = true): void {
  doubts.value = here ? told : told.map((it) => ({ ...it, field: '' }))
}
