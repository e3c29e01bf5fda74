// The keys of the grid: moving, filling, taking a step back. What they do is done by the grid.
import type { ComputedRef, Ref } from 'vue'
import { composing } from '@/frame/keyboard'
import type { Cell } from './geometry'
import type { Sheet } from './sheet'

/** What the keys work on. */
export interface Desk {
  at: Ref<Cell>
  from: Ref<Cell>
  editing: Ref<boolean>
  editor: Readonly<Ref<HTMLTextAreaElement | null>>
  sheet: Sheet
  page: ComputedRef<number>
  columns: () => unknown[]
  go: (row: number, column: number, grow?: boolean) => void
  open: () => void
  ready: () => void
  /** What was typed stands in the cell; `keys`: Enter or Tab did it. */
  finish: (keys?: boolean) => void
  /** The cell says again what it said before it was opened. */
  restore: () => void
  /** Adds what was typed to a cell of several values and stays; false where there is nothing to add. */
  add: () => boolean
  grow: () => void
  fill: (text: (row: number, column: number) => string) => void
  fillDown: () => void
  step: (writes: { row: number; field: string }[]) => void
  lastFilled: () => number
  leave: () => void
}

/** Answers keys. */
export function useGridKeys(desk: Desk): {
  onKey: (event: KeyboardEvent, offers: { key: (event: KeyboardEvent) => boolean } | null) => void
  aside: (back: boolean) => void
} {
  function onKey(
    event: KeyboardEvent,
    offers: { key: (event: KeyboardEvent) => boolean } | null,
  ): void {
    // The key that an input method works on opens the cell by what it leaves in the editor.
    if (composing(event)) return
    if (offers?.key(event)) {
      event.preventDefault()
      event.stopPropagation()
      return
    }
    const done = event.ctrlKey || event.metaKey ? control(event) : plain(event)
    if (!done) return
    event.preventDefault()
    event.stopPropagation()
  }

  /** To the cell beside, from the end of a line to the next one. */
  function aside(back: boolean): void {
    const { row: y, column: x } = desk.at.value
    const last = desk.columns().length - 1
    if (back) {
      if (x > 0) desk.go(y, x - 1)
      else if (y > 0) desk.go(y - 1, last)
    } else if (x < last) desk.go(y, x + 1)
    else desk.go(y + 1, 0)
  }

  function control(event: KeyboardEvent): boolean {
    const { row: y, column: x } = desk.at.value
    const key = event.key.toLowerCase()
    if (desk.editing.value && !['d', 'home', 'end'].includes(key)) {
      // Text being edited has its own undo.
      if (key === 'z' || key === 'y') event.stopPropagation()
      return false
    }
    switch (key) {
      case 'z':
        desk.step(event.shiftKey ? desk.sheet.redo() : desk.sheet.undo())
        return true
      case 'y':
        desk.step(desk.sheet.redo())
        return true
      case 'd':
        desk.finish()
        desk.fillDown()
        desk.ready()
        return true
      case 'a':
        desk.from.value = { row: 0, column: 0 }
        desk.at.value = { row: Math.max(0, desk.lastFilled()), column: desk.columns().length - 1 }
        desk.ready()
        return true
      case 'c':
      case 'x':
        // Some browsers copy nothing where nothing is marked.
        if (desk.editor.value) {
          desk.editor.value.value = ' '
          desk.editor.value.select()
          setTimeout(
            () => !desk.editing.value && desk.editor.value && (desk.editor.value.value = ''),
          )
        }
        return false
      case 'home':
        desk.go(0, 0, event.shiftKey)
        return true
      case 'end':
        desk.go(Math.max(0, desk.lastFilled()), desk.columns().length - 1, event.shiftKey)
        return true
      case 'arrowdown':
        desk.go(Math.max(0, desk.lastFilled()), x, event.shiftKey)
        return true
      case 'arrowup':
        desk.go(0, x, event.shiftKey)
        return true
      case 'arrowleft':
        desk.go(y, 0, event.shiftKey)
        return true
      case 'arrowright':
        desk.go(y, desk.columns().length - 1, event.shiftKey)
        return true
      default:
        return false
    }
  }

  function plain(event: KeyboardEvent): boolean {
    const { row: y, column: x } = desk.at.value
    switch (event.key) {
      case 'Tab':
        desk.finish(true)
        aside(event.shiftKey)
        return true
      case 'Enter': {
        if (desk.editing.value && event.altKey) {
          desk.editor.value?.setRangeText(
            '\n',
            desk.editor.value.selectionStart,
            desk.editor.value.selectionEnd,
            'end',
          )
          desk.grow()
          return true
        }
        if (!event.shiftKey && desk.editing.value && desk.add()) return true
        desk.finish(true)
        aside(event.shiftKey)
        return true
      }
      case 'F2':
        if (!desk.editing.value) desk.open()
        return true
      case 'Escape':
        if (desk.editing.value) desk.restore()
        else desk.leave()
        return true
      case 'PageDown':
        desk.go(y + desk.page.value, x, event.shiftKey)
        return true
      case 'PageUp':
        desk.go(y - desk.page.value, x, event.shiftKey)
        return true
    }
    if (desk.editing.value) return false
    switch (event.key) {
      case 'ArrowDown':
        if (event.altKey) desk.open()
        else desk.go(y + 1, x, event.shiftKey)
        return true
      case 'ArrowUp':
        desk.go(y - 1, x, event.shiftKey)
        return true
      case 'ArrowLeft':
        desk.go(y, x - 1, event.shiftKey)
        return true
      case 'ArrowRight':
        desk.go(y, x + 1, event.shiftKey)
        return true
      case 'Home':
        desk.go(y, 0, event.shiftKey)
        return true
      case 'End':
        desk.go(y, desk.columns().length - 1, event.shiftKey)
        return true
      case 'Delete':
      case 'Backspace':
        desk.fill(() => '')
        return true
      default:
        return false
    }
  }

  return { onKey, aside }
}
