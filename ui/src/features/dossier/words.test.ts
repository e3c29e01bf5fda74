import { expect, test } from 'vitest'
import { halves, ordinal } from './words'

test('headings are counted as on paper', () => {
  expect([1, 10, 11, 12, 19].map(ordinal)).toEqual(['一', '十', '十一', '十二', '十九'])
})

test('a heading is broken between its words', () => {
  expect(['视察调研', '办实事', '会议'].map(halves)).toEqual([
    ['视察', '调研'],
    ['办实事'],
    ['会议'],
  ])
})
