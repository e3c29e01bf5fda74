import { onBeforeUnmount, onMounted } from 'vue'

/**
 * Whether an input method is at work on this key. WebKit sends the key that ends a composition
 * after the composition, with the code 229.
 */
export function composing(event: KeyboardEvent): boolean {
  return event.isComposing || event.keyCode === 229
}

/** Whether the key belongs to a text being edited, which has its own undo. */
export function inEditedText(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement)) return false
  return target.value !== target.defaultValue || target.dataset.edited === 'yes'
}

/** Calls `action` on Ctrl (or ⌘) with this key while the calling view lives. */
export function useShortcut(
  key: string,
  action: (event: KeyboardEvent) => void,
  wanted: (event: KeyboardEvent) => boolean = () => true,
): void {
  function pressed(event: KeyboardEvent): void {
    if (composing(event) || event.altKey || event.shiftKey) return
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== key) return
    if (!wanted(event)) return
    event.preventDefault()
    action(event)
  }
  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}
