import { expect, test } from 'vitest'
import { differs, draftOf, faultOf } from './lists'

const list = {
  name: '问题类别',
  used_in: [],
  options: [
    { name: '交通', records: 2 },
    { name: '饮水', records: 0 },
  ],
}

test('a list differs by a word, an order or a length', () => {
  const draft = draftOf(list)
  expect(differs(list, draft)).toBe(false)
  expect(differs(list, [draft[1]!, draft[0]!])).toBe(true)
  expect(differs(list, [{ ...draft[0]!, name: '道路' }, draft[1]!])).toBe(true)
})

test('an empty option and a double one are said', () => {
  const [a, b] = draftOf(list)
  expect(faultOf([a!, { ...b!, name: ' ' }])).toContain('第 2 项')
  expect(faultOf([a!, { ...b!, name: '交通' }])).toContain('两遍')
  expect(faultOf([])).toBe('至少要留一项')
})
