// A field that is typed into with an input method. While a composition is open its text belongs to
// the input method: nothing is written out, and nothing is put in.
import { onMounted, watch, type Ref } from 'vue'
import { composing } from '@/frame/keyboard'

type Field = HTMLInputElement | HTMLTextAreaElement

/** What a field's element listens to. */
export interface Typing {
  input: (event: Event) => void
  compositionstart: () => void
  compositionend: () => void
}

/** What a field without a list listens to besides. */
export interface Restoring {
  focus: () => void
  keydown: (event: KeyboardEvent) => void
}

/**
 * Esc pressed twice puts back what stood in a field when it was entered; once alone loses nothing. It
 * goes through the browser's own editing, so that Ctrl+Z brings the typed text again.
 */
export function useRestoring(element: Readonly<Ref<Field | null>>): Restoring {
  let before = ''
  let pressed = false
  return {
    focus() {
      before = element.value?.value ?? ''
      pressed = false
      delete element.value?.dataset.restored
    },
    keydown(event) {
      const field = element.value
      if (event.key !== 'Escape' || composing(event) || !field || field.value === before) {
        pressed = false
        return
      }
      event.preventDefault()
      event.stopPropagation()
      if (pressed) replaceText(field, before)
      pressed = !pressed
    },
  }
}

function replaceText(field: Field, text: string): void {
  field.select()
  const done =
    text === ''
      ? document.execCommand?.('delete')
      : document.execCommand?.('insertText', false, text)
  // Ctrl+Z now belongs to the field, although it shows what is saved.
  field.dataset.restored = 'yes'
  if (done) return
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true }))
}

/** Keeps an element and a text alike; `write` hears every finished change. */
export function useTyping(
  element: Readonly<Ref<Field | null>>,
  text: () => string,
  write: (text: string) => void,
): Typing {
  let open = false

  // The element's value is never bound: a view that renders anew would break the composition.
  function show(): void {
    const field = element.value
    if (field && !open && field.value !== text()) field.value = text()
  }

  onMounted(show)
  watch(text, show, { flush: 'post' })
  watch(element, show, { flush: 'post' })
  return {
    input(event) {
      if (open || (event instanceof InputEvent && event.isComposing)) return
      write((event.target as Field).value)
    },
    compositionstart() {
      open = true
    },
    compositionend() {
      open = false
      if (element.value) write(element.value.value)
    },
  }
}
