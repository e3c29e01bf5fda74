import { expect, test } from 'vitest'
import { useSelection } from './selection'

const rows = ['a', 'b', 'c', 'd', 'e']

test('rows are turned over one by one and in a stretch', () => {
  const it = useSelection()
  it.turn(rows, 1, false)
  it.turn(rows, 3, true)
  expect([...it.ids.value]).toEqual(['b', 'c', 'd'])
  it.turn(rows, 2, false)
  expect([...it.ids.value]).toEqual(['b', 'd'])
})

test('everything is everything the list finds, on every page', () => {
  const it = useSelection()
  it.page(rows, true)
  expect(it.ids.value.size).toBe(5)
  it.everything()
  expect(it.has('of another page')).toBe(true)
  it.turn(rows, 0, false)
  expect([...it.ids.value], 'one row less leaves the rest of the page').toEqual([
    'b',
    'c',
    'd',
    'e',
  ])
  it.clear()
  expect(it.any.value).toBe(false)
})

test('rows chosen on one page stay chosen on the next', () => {
  const it = useSelection()
  it.turn(rows, 0, false)
  it.turn(['x', 'y'], 1, false)
  expect([...it.ids.value]).toEqual(['a', 'y'])
  it.turn(['x', 'y'], 0, true)
  expect([...it.ids.value]).toEqual(['a', 'y', 'x'])
})
