import { expect, test } from 'vitest'
import { roomFor } from './room'

const sight = { top: 60, bottom: 560 }

test('a list stands below where it fits, else where there is more room', () => {
  expect(roomFor({ top: 100, bottom: 140 }, sight, 240)).toEqual({ above: false, height: 240 })
  expect(roomFor({ top: 500, bottom: 540 }, sight, 240)).toEqual({ above: true, height: 240 })
  expect(roomFor({ top: 200, bottom: 400 }, sight, 240)).toEqual({ above: false, height: 154 })
})
