// A field that is typed into with an input method. While a composition is open its text belongs to
// the input method: nothing is written out, and nothing is put in.
import { onMounted, watch, type Ref } from 'vue'

type Field = HTMLInputElement | HTMLTextAreaElement

/** What a field's element listens to. */
export interface Typing {
  input: (event: Event) => void
  compositionstart: () => void
  compositionend: () => void
}

/** Keeps an element and a text alike; `write` hears every finished change. */
export function useTyping(
  element: Readonly<Ref<Field | null>>,
  text: () => string,
  write: (text: string) => void,
): Typing {
  let composing = false

  // The element's value is never bound: a view that renders anew would break the composition.
  function show(): void {
    const field = element.value
    if (field && !composing && field.value !== text()) field.value = text()
  }

  onMounted(show)
  watch(text, show, { flush: 'post' })
  watch(element, show, { flush: 'post' })
  return {
    input(event) {
      if (composing || (event instanceof InputEvent && event.isComposing)) return
      write((event.target as Field).value)
    },
    compositionstart() {
      composing = true
    },
    compositionend() {
      composing = false
      if (element.value) write(element.value.value)
    },
  }
}
