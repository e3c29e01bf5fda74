import { composing } from './keyboard'

const fields = 'input:not([type=hidden]):not(:disabled), textarea:not(:disabled)'

/**
 * Enter goes to the next field of the same form, as in a spreadsheet; on the last one it does what
 * the form does. Not while an input method is composing, and a long text keeps its line breaks.
 */
export function focusNext(event: KeyboardEvent): void {
  const from = event.target
  if (composing(event) || !(from instanceof HTMLInputElement)) return
  const form = event.currentTarget as HTMLElement
  const all = Array.from(form.querySelectorAll<HTMLElement>(fields))
  const next = all[all.indexOf(from) + 1]
  if (!next) return
  event.preventDefault()
  next.focus()
  if (next instanceof HTMLInputElement && next.type === 'text') next.select()
}
