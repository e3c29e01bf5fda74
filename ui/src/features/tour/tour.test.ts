import { afterEach, expect, test } from 'vitest'
import { beginTour, isFirst, isLast, leaveTour, moveTour, placeSaid, stop, stops } from './tour'

afterEach(leaveTour)

test('it goes from the first stop to the last and ends there', () => {
  expect(stop.value).toBeNull()
  beginTour()
  expect(isFirst.value).toBe(true)
  moveTour(-1)
  expect(placeSaid.value, 'nothing lies before the first').toBe(`1/${stops.length}`)
  for (let step = 1; step < stops.length; step += 1) moveTour(1)
  expect(isLast.value).toBe(true)
  moveTour(1)
  expect(stop.value).toBeNull()
})

test('it can be left and begun again', () => {
  beginTour()
  moveTour(1)
  leaveTour()
  moveTour(1)
  expect(stop.value, 'what was left does not go on by itself').toBeNull()
  beginTour()
  expect(isFirst.value).toBe(true)
})
