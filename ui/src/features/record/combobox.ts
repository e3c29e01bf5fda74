// A list under a field that is typed into: letters or characters narrow it, arrows walk it, Enter or
// Tab takes what is marked, Esc closes it and, pressed again, brings back what stood there before.
import {
  computed,
  nextTick,
  ref,
  shallowRef,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import { composing } from '@/frame/keyboard'
import { awaiting } from '@/frame/pending'
import { roomFor, sightOf, type Room } from '@/look/room'
import { asRefusal } from '@/platform'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import { optionsFor, type Option } from './options'
import { markedFor, meantBy } from './taking'

/** Height of a list where there is room, in ems. */
const tall = 15

/** A combobox's state and what its input listens to. */
export interface Combobox {
  open: Ref<boolean>
  /** On which side of the field the list stands, and how high it may be. */
  room: ShallowRef<Room>
  options: ShallowRef<Option[]>
  /** Which one is marked; -1 for none. */
  at: Ref<number>
  marked: ComputedRef<Option | null>
  /** Shows what fits the text. */
  look: (typed: string, input: HTMLElement | null) => Promise<void>
  close: () => void
  /** Takes a key; says whether the field stays where it is. */
  keydown: (event: KeyboardEvent, typed: string) => void
  /** Reads a text for which no list has been shown: what it means is handed over when it is known. */
  read: (typed: string, only: boolean, take: (option: Option) => void) => void
}

/** What a combobox works on. */
export interface ComboboxOf {
  field: () => FieldSchema
  /** Offers that are chosen already stand in no list. */
  without?: (name: string) => boolean
  pick: (option: Option) => void
  /** Enter or Tab on a text whose list has not answered yet. */
  early: (typed: string) => void
  /** Esc with no list open: what stood there before; says whether anything differed. */
  restore: () => boolean
}

/** Sets a list under a field up. */
export function useCombobox(of: ComboboxOf): Combobox {
  const open = ref(false)
  const room = shallowRef<Room>({ above: false, height: 240 })
  const options = shallowRef<Option[]>([])
  const at = ref(-1)
  /** The list that stands there is of a shorter text: nothing in it is taken. */
  const pending = ref(false)
  const marked = computed(() => (pending.value ? null : (options.value[at.value] ?? null)))
  let asked = 0

  async function look(typed: string, input: HTMLElement | null): Promise<void> {
    asked += 1
    const mine = asked
    pending.value = true
    let found: Option[]
    try {
      found = (await optionsFor(of.field(), typed)).filter((it) => !of.without?.(it.name))
    } catch (thrown) {
      // A list that cannot be had leaves the field to be written by hand.
      console.warn(asRefusal(thrown).message)
      found = []
    }
    if (mine !== asked) return
    pending.value = false
    options.value = found
    at.value = markedFor(of.field(), typed.trim(), found)
    open.value = found.length > 0
    if (input) {
      const em = parseFloat(getComputedStyle(input).fontSize) || 16
      room.value = roomFor(input.getBoundingClientRect(), sightOf(input), tall * em)
    }
  }

  function close(): void {
    asked += 1
    pending.value = false
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
        if (event.shiftKey) close()
        else if (open.value && marked.value) of.pick(marked.value)
        else if (pending.value) of.early(typed)
        close()
        return
      case 'Escape':
        if (open.value || of.restore()) {
          event.stopPropagation()
          event.preventDefault()
        }
        close()
        return
    }
  }

  function read(typed: string, only: boolean, take: (option: Option) => void): void {
    awaiting(
      (async () => {
        await nextTick()
        const option = await meantBy(of.field(), typed, only)
        if (option && option.name !== typed && !of.without?.(option.name)) take(option)
      })(),
    )
  }

  return { open, room, options, at, marked, look, close, keydown, read }
}
