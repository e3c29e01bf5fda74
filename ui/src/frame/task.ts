import { ref, type Ref } from 'vue'
import { sayRefused } from './notices'

/** Runs one thing at a time; a refusal is said, never swallowed. */
export function useTask(): {
  busy: Ref<boolean>
  run: (body: () => Promise<void>) => Promise<void>
} {
  const busy = ref(false)
  async function run(body: () => Promise<void>): Promise<void> {
    if (busy.value) return
    busy.value = true
    try {
      await body()
    } catch (thrown) {
      sayRefused(thrown)
    } finally {
      busy.value = false
    }
  }
  return { busy, run }
}
