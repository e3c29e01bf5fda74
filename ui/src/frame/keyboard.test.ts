import { expect, test } from 'vitest'
import { isKeys, keysOf } from './keyboard'

function pressed(key: string, more: KeyboardEventInit = {}): KeyboardEvent {
  return new KeyboardEvent('keydown', { key, ...more })
}

test('keys are told with what is held down beside them', () => {
  expect(isKeys(pressed('s', { ctrlKey: true }), keysOf('ctrl+s'))).toBe(true)
  expect(isKeys(pressed('S', { ctrlKey: true, shiftKey: true }), keysOf('ctrl+s'))).toBe(false)
  expect(isKeys(pressed('s', { metaKey: true }), keysOf('ctrl+s')), '⌘ stands for Ctrl').toBe(true)
  expect(isKeys(pressed('F1'), keysOf('f1'))).toBe(true)
  expect(
    isKeys(pressed('¡', { altKey: true, code: 'Digit1' }), keysOf('alt+1')),
    'by its place',
  ).toBe(true)
})

test('a sign is the same with and without Shift', () => {
  for (const shiftKey of [true, false]) {
    expect(isKeys(pressed('+', { ctrlKey: true, shiftKey }), keysOf('ctrl+plus'))).toBe(true)
  }
})

test('a key that an input method takes is nobody else’s', () => {
  expect(isKeys(pressed('s', { ctrlKey: true, isComposing: true }), keysOf('ctrl+s'))).toBe(false)
  expect(isKeys(pressed('s', { ctrlKey: true, keyCode: 229 }), keysOf('ctrl+s'))).toBe(false)
})
