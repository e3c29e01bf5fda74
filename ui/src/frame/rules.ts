// What the office's rules say today, for pages that speak of their figures.
import { shallowRef, type ShallowRef } from 'vue'
import { commands } from '@/platform'
import { useFollowing } from './changes'
import { status } from './session'

/** Today's values by the rule's key, as people write them: `warning` → 10日. Empty while no store is open. */
export function ruleValues(): Readonly<ShallowRef<ReadonlyMap<string, string>>> {
  const values = shallowRef<ReadonlyMap<string, string>>(new Map())
  const look = useFollowing(
    () => ['rule'],
    async () => {
      if (status.value?.state !== 'open') return
      const { rules } = await commands.rules_in_force({})
      values.value = new Map(rules.map((it) => [it.key, it.written]))
    },
  )
  void look()
  return values
}
