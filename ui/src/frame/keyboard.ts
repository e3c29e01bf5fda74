import { onBeforeUnmount, onMounted } from 'vue'
import { status } from './session'

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
  const { edited, restored } = target.dataset
  return target.value !== target.defaultValue || edited === 'yes' || restored === 'yes'
}

/** A key with what is held down beside it, e.g. `ctrl+s`, `alt+1`, `f1`; Ctrl stands for ⌘ too. */
export interface Keys {
  key: string
  ctrl: boolean
  alt: boolean
  shift: boolean
}

/** Reads `ctrl+shift+p`. The sign + itself is written `plus`. */
export function keysOf(written: string): Keys {
  const parts = written.toLowerCase().split('+')
  const key = parts.pop() ?? ''
  return {
    key: key === 'plus' ? '+' : key,
    ctrl: parts.includes('ctrl'),
    alt: parts.includes('alt'),
    shift: parts.includes('shift'),
  }
}

/** Whether the event is these keys and no input method is at work. */
export function isKeys(event: KeyboardEvent, keys: Keys): boolean {
  if (composing(event)) return false
  const ctrl = event.ctrlKey || event.metaKey
  // A sign such as + may need Shift on one keyboard and not on another.
  const shift = keys.key.length === 1 && !/[a-z]/.test(keys.key) ? keys.shift : event.shiftKey
  const same = event.key.toLowerCase() === keys.key || digitOf(event) === keys.key
  return same && ctrl === keys.ctrl && event.altKey === keys.alt && shift === keys.shift
}

/** Alt with a digit gives another sign on some keyboards; the place of the key stays. */
function digitOf(event: KeyboardEvent): string | null {
  return /^(Digit|Numpad)(\d)$/.exec(event.code)?.[2] ?? null
}

/**
 * Calls `action` on these keys while the calling view lives. A locked screen hears none of them
 * but those that are to be heard `anywhere`.
 */
export function useKeys(
  written: string,
  action: (event: KeyboardEvent) => void,
  wanted: (event: KeyboardEvent) => boolean = () => true,
  where: 'open' | 'anywhere' = 'open',
): void {
  const keys = keysOf(written)
  function pressed(event: KeyboardEvent): void {
    if (!isKeys(event, keys) || !wanted(event)) return
    if (where === 'open' && status.value?.state === 'locked') return
    event.preventDefault()
    action(event)
  }
  onMounted(() => window.addEventListener('keydown', pressed))
  onBeforeUnmount(() => window.removeEventListener('keydown', pressed))
}

/** Calls `action` on Ctrl (or ⌘) with this key while the calling view lives. */
export function useShortcut(
  key: string,
  action: (event: KeyboardEvent) => void,
  wanted: (event: KeyboardEvent) => boolean = () => true,
): void {
  useKeys(`ctrl+${key}`, action, wanted)
}
