// Enter goes on and Shift+Enter back, as in a spreadsheet; Alt+Enter (or Ctrl+Enter) breaks a line in a
// long text, as in a cell of the grid.
import { composing } from '@/frame/keyboard'

const entries = '[data-entry]:not(:disabled)'

/** Goes to the next field of the form; on the last one Enter stays where it is. */
export function moveOn(event: KeyboardEvent): void {
  const from = event.target
  if (event.key !== 'Enter' || composing(event) || event.defaultPrevented) return
  if (!(from instanceof HTMLElement) || !from.matches(entries)) return
  event.preventDefault()
  if (from instanceof HTMLTextAreaElement && (event.ctrlKey || event.altKey)) {
    breakLine(from)
    return
  }
  const form = event.currentTarget as HTMLElement
  const all = Array.from(form.querySelectorAll<HTMLElement>(entries))
  const next = all[all.indexOf(from) + (event.shiftKey ? -1 : 1)]
  next?.focus()
  if (next instanceof HTMLInputElement) next.select()
}

/** Goes to the first field of a form; what stands in it already gives way to what is typed. */
export function takeUpFirst(form: HTMLElement | null): void {
  const first = form?.querySelector<HTMLElement>(entries)
  first?.focus()
  if (first instanceof HTMLInputElement) first.select()
}

// The line break goes through the browser's own editing, so that Ctrl+Z takes it back.
function breakLine(at: HTMLTextAreaElement): void {
  if (document.execCommand?.('insertText', false, '\n')) return
  at.setRangeText('\n', at.selectionStart, at.selectionEnd, 'end')
  at.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertLineBreak' }))
}
