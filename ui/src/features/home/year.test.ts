import { expect, test } from 'vitest'
import { bundles, tabled } from './year'

test('every state stands in one bundle, and all are counted', () => {
  const states = bundles.flatMap((it) => it.states)
  expect(new Set(states).size).toBe(states.length)
  const [opinions, suggestions] = tabled({
    opinions: [
      { value: '已交办', count: 2 },
      { value: '承办中', count: 3 },
      { value: '新的状态', count: 1 },
    ],
  })
  expect(opinions?.all).toBe(6)
  expect(opinions?.counts).toEqual([0, 0, 5, 0, 0, 0, 0])
  expect(suggestions?.all).toBe(0)
})
