import { expect, test } from 'vitest'
import { moveOn } from './keys'

function form(): HTMLElement[] {
  const form = document.createElement('div')
  form.innerHTML =
    '<input data-entry><button>×</button><textarea data-entry></textarea><input data-entry>'
  form.addEventListener('keydown', moveOn)
  document.body.replaceChildren(form)
  return Array.from(form.querySelectorAll<HTMLElement>('[data-entry]'))
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

test('Enter goes on, also out of a long text, and Shift+Enter back', () => {
  const [first, long, last] = form()
  first!.focus()
  enter(first!)
  expect(document.activeElement).toBe(long)
  enter(long!)
  expect(document.activeElement).toBe(last)
  enter(last!, { shiftKey: true })
  expect(document.activeElement).toBe(long)
})

test('Alt+Enter and Ctrl+Enter break the line of a long text, Shift+Enter goes back out of it', () => {
  const [first, long] = form()
  const area = long as HTMLTextAreaElement
  for (const held of [{ altKey: true }, { ctrlKey: true }]) {
    area.focus()
    area.value = '前后'
    area.setSelectionRange(1, 1)
    enter(area, held)
    expect(area.value).toBe('前\n后')
    expect(document.activeElement).toBe(area)
  }
  enter(area, { shiftKey: true })
  expect(document.activeElement).toBe(first)
})

test('Enter that ends a composition stays where it is', () => {
  for (const composing of [{ isComposing: true }, { keyCode: 229 }]) {
    const [first] = form()
    first!.focus()
    enter(first!, composing)
    expect(document.activeElement, 'the candidate is taken, no field is left').toBe(first)
  }
})
