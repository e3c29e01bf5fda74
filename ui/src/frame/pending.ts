// What is still being typed is read before anything is saved: the field under the cursor hands over
// its text, and lists that were asked for it have answered.
import { nextTick } from 'vue'

const open = new Set<Promise<unknown>>()

/** Something that a save waits for; its failure is told where it was asked. */
export function awaiting(promise: Promise<unknown>): void {
  const calm = promise.catch(() => undefined)
  open.add(calm)
  void calm.then(() => open.delete(calm))
}

/** Resolves once every field has handed over what was typed into it. */
export async function readFields(): Promise<void> {
  const at = document.activeElement
  if (at instanceof HTMLInputElement || at instanceof HTMLTextAreaElement) {
    // Leaving ends a composition; the cursor then stands where it stood.
    at.blur()
    at.focus()
    await nextTick()
  }
  while (open.size > 0) await Promise.all(open)
  await nextTick()
}
