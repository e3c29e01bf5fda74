import { onBeforeUnmount, onMounted, ref, type Ref } from 'vue'
import { onBeforeRouteLeave, onBeforeRouteUpdate } from 'vue-router'

/** What to do with text that is not saved yet. */
export type Leaving = 'save' | 'discard' | 'stay'

/**
 * Asks before a page with unsaved text is left; `answer` gives the clerk's word, `told` hears it
 * before the page goes.
 */
export function useLeaving(
  dirty: () => boolean,
  save: () => Promise<boolean>,
  told: (word: Leaving) => Promise<void> = () => Promise.resolve(),
): { asking: Ref<boolean>; answer: (word: Leaving) => void } {
  const asking = ref(false)
  let reply: ((word: Leaving) => void) | null = null

  async function mayLeave(): Promise<boolean> {
    if (!dirty()) return true
    asking.value = true
    const word = await new Promise<Leaving>((resolve) => (reply = resolve))
    asking.value = false
    reply = null
    await told(word)
    if (word === 'save') return save()
    return word === 'discard'
  }

  function holdClosing(event: BeforeUnloadEvent): void {
    if (dirty()) event.preventDefault()
  }

  onBeforeRouteLeave(mayLeave)
  onBeforeRouteUpdate(mayLeave)
  onMounted(() => window.addEventListener('beforeunload', holdClosing))
  onBeforeUnmount(() => window.removeEventListener('beforeunload', holdClosing))
  return { asking, answer: (word) => reply?.(word) }
}
