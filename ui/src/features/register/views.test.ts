import { expect, test } from 'vitest'
import { noChoice } from './columns'
import { viewOf } from './list-request'
import { faultOfName, isShown, keptQuery, longestName } from './views'

const late = viewOf({ f: '[["state","any_of","已交办"]]', order: 'due_on', down: '1', page: '3' })
const kept = { name: '在办的', query: keptQuery(late), columns: { ...noChoice, keys: ['title'] } }

test('a list is kept with its filters and order, and without the page one was on', () => {
  expect(viewOf(kept.query)).toEqual({ ...late, page: 1 })
})

test('a kept list is known again by what it shows, not by the page', () => {
  const columns = { ...noChoice, keys: ['title'] }
  expect(isShown(kept, late, columns)).toBe(true)
  expect(isShown(kept, { ...late, descending: false }, columns)).toBe(false)
  expect(isShown(kept, late, { ...noChoice })).toBe(false)
})

test('a name is short, and no other list bears it', () => {
  expect(faultOfName('', [kept], null)).toContain('起个名字')
  expect(faultOfName('在办的', [kept], null)).toContain('已经有')
  expect(faultOfName('在办的', [kept], '在办的')).toBeNull()
  expect(faultOfName('办'.repeat(longestName + 1), [], null)).toContain('最多')
})
