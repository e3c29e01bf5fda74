// What is kept before the screen locks: a draft typed a moment ago goes into the store while the
// store is still open.
import { onBeforeUnmount } from 'vue'

const keepers = new Set<() => Promise<void>>()

/** Has `keep` called before the screen locks, while the calling view lives. */
export function useBeforeLocking(keep: () => Promise<void>): void {
  keepers.add(keep)
  onBeforeUnmount(() => keepers.delete(keep))
}

/** Lets everybody keep what they have; a failure of one is no reason to stay unlocked. */
export async function keepAll(): Promise<void> {
  await Promise.allSettled([...keepers].map((keep) => keep()))
}
