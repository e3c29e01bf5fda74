// A list under a field that is typed into: letters or characters narrow it, arrows walk it, Enter or
// Tab takes what is marked, Esc closes it and leaves the text as it is.
import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { composing } from '@/frame/keyboard'
import { asRefusal } from '@/platform'
import type { Option } from './options'

const han = /\p{Script=Han}/u

/** A combobox's state and what its input listens to. */
export interface Combobox {
  open: Ref<boolean>
  /** The list has no room below. */
  above: Ref<boolean>
  options: ShallowRef<Option[]>
  /** Which one is marked; -1 for none. */
  at: Ref<number>
  marked: ComputedRef<Option | null>
  /** Shows what fits the text. */
  look: (typed: string, input: HTMLElement | null) => Promise<void>
  close: () => void
  keydown: (event: KeyboardEvent, typed: string) => void
}

/** `free`: the text may be something that is in no list yet. */
export function useCombobox(
  ask: (typed: string) => Promise<Option[]>,
  free: () => boolean,
  pick: (option: Option) => void,
): Combobox {
  const open = ref(false)
  const above = ref(false)
  const options = shallowRef<Option[]>([])
  const at = ref(-1)
  const marked = computed(() => options.value[at.value] ?? null)
  let asked = 0

  async function look(typed: string, input: HTMLElement | null): Promise<void> {
    asked += 1
    const mine = asked
    let found: Option[]
    try {
      found = await ask(typed)
    } catch (thrown) {
      // A list that cannot be had leaves the field to be written by hand.
      console.warn(asRefusal(thrown).message)
      found = []
    }
    if (mine !== asked) return
    options.value = found
    const exact = found.findIndex((it) => it.name === typed)
    // Characters may spell a name that is new here; letters can only mean one that is known.
    const first = typed !== '' && !(free() && han.test(typed)) ? 0 : -1
    at.value = exact >= 0 ? exact : Math.min(first, found.length - 1)
    open.value = found.length > 0
    if (input) {
      const box = input.getBoundingClientRect()
      above.value = window.innerHeight - box.bottom < 260 && box.top > 260
    }
  }

  function close(): void {
    asked += 1
    open.value = false
    at.value = -1
  }

  function keydown(event: KeyboardEvent, typed: string): void {
    if (composing(event) || event.ctrlKey || event.altKey || event.metaKey) return
    const count = options.value.length
    switch (event.key) {
      case 'ArrowDown':
      case 'ArrowUp':
        event.preventDefault()
        if (!open.value) void look(typed, event.target as HTMLElement)
        else if (count > 0)
          at.value =
            (at.value + (event.key === 'ArrowDown' ? 1 : count - (at.value < 0 ? 0 : 1))) % count
        return
      case 'Enter':
      case 'Tab':
        // Enter goes on to the next field by itself.
        if (open.value && marked.value && !event.shiftKey) pick(marked.value)
        close()
        return
      case 'Escape':
        if (open.value) event.stopPropagation()
        close()
        return
    }
  }

  return { open, above, options, at, marked, look, close, keydown }
}
