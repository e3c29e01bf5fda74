import { expect, test } from 'vitest'
import { ordinal } from './words'

test('headings are counted as on paper', () => {
  expect([1, 10, 11, 12, 19].map(ordinal)).toEqual(['一', '十', '十一', '十二', '十九'])
})
