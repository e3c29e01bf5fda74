import { expect, test } from 'vitest'
import { focusNext } from './next-field'

function form(): { form: HTMLElement; fields: HTMLElement[] } {
  const form = document.createElement('form')
  form.innerHTML = '<input type="text"><textarea></textarea><input type="text">'
  form.addEventListener('keydown', focusNext)
  document.body.replaceChildren(form)
  return { form, fields: Array.from(form.querySelectorAll('input, textarea')) }
}

function enter(at: HTMLElement, more: KeyboardEventInit = {}): KeyboardEvent {
  const event = new KeyboardEvent('keydown', {
    key: 'Enter',
    bubbles: true,
    cancelable: true,
    ...more,
  })
  at.dispatchEvent(event)
  return event
}

test('Enter goes to the next field', () => {
  const { fields } = form()
  fields[0]!.focus()
  expect(enter(fields[0]!).defaultPrevented).toBe(true)
  expect(document.activeElement).toBe(fields[1])
})

test('Enter that ends a composition stays where it is', () => {
  const { fields } = form()
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    fields[0]!.focus()
    enter(fields[0]!, composing)
    expect(document.activeElement, 'the candidate is taken, no field is left').toBe(fields[0])
  }
})

test('a long text keeps its line breaks', () => {
  const { fields } = form()
  fields[1]!.focus()
  expect(enter(fields[1]!).defaultPrevented).toBe(false)
  expect(document.activeElement).toBe(fields[1])
})
