import { expect, test } from 'vitest'
import { asPercent } from './percent'

test('a share has one decimal at most, and nothing short of all is all', () => {
  expect([87.5, 60, 100, 88.89, 0, 66.66].map(asPercent)).toEqual([
    '87.5%',
    '60%',
    '100%',
    '88.9%',
    '0%',
    '66.7%',
  ])
  expect(asPercent(99.97)).toBe('99.9%')
})
