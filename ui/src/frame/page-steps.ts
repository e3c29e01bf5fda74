// Pages such as the entry grid take back what is written in them step by step, before anything is
// saved. While one is open, Ctrl+Z and Ctrl+Y are its own; saved operations are taken back by button.
import { onBeforeUnmount, onMounted, shallowRef } from 'vue'

/** What a page does on Ctrl+Z and Ctrl+Y. */
export interface PageSteps {
  undo: () => void
  redo: () => void
}

/** Those of the page that is open; `null` where it has none. */
export const pageSteps = shallowRef<PageSteps | null>(null)

/** Takes Ctrl+Z and Ctrl+Y for a page while it lives. */
export function usePageSteps(steps: PageSteps): void {
  onMounted(() => (pageSteps.value = steps))
  onBeforeUnmount(() => {
    // The page that follows may have come first.
    if (pageSteps.value === steps) pageSteps.value = null
  })
}
