import { expect, test } from 'vitest'
import type { SettleItem } from '@/platform/generated/SettleItem'
import { keyOf, settlingOf, placeOf, scopeOf, stepFrom } from './path'

const item = (finding: string | null, record: string): SettleItem => ({
  finding,
  register: 'roster',
  book: '代表名册',
  record,
  title: '赵大年',
  field: 'phone',
  label: '电话',
  raw: '139',
  reason: '少了几位',
  hint: '',
  origin: '',
})
const [a, b, c] = [item('f1', 'r1'), item('f2', 'r1'), item(null, 'r3')]

test('the next is the one after, and after the last the first', () => {
  expect(stepFrom([a, b, c], 'f1', 0, 1)).toBe(b)
  expect(stepFrom([a, b, c], keyOf(c), 2, 1)).toBe(a)
  expect(stepFrom([a, b, c], 'f1', 0, -1)).toBe(c)
})

test('once one is settled, what came after it stands in its place', () => {
  expect(stepFrom([a, c], 'f2', 1, 1)).toBe(c)
  expect(stepFrom([a, c], 'f2', 1, -1)).toBe(a)
  expect(stepFrom([], 'f2', 1, 1), 'the last is settled').toBeNull()
  expect(stepFrom([a], 'f1', 0, 1), 'nothing but the one at hand').toBeNull()
})

test('the address says which of them one goes through, and at which field', () => {
  const scope = { register: 'roster', file: '名册.xlsx', toFill: true }
  const place = placeOf(a, scope) as { query: Record<string, string> }
  expect(place.query).toEqual({
    of: 'roster',
    file: '名册.xlsx',
    fill: '1',
    settle: 'f1',
    at: 'phone',
  })
  expect(scopeOf(place.query)).toEqual(scope)
  expect(settlingOf({ register: null, file: null, toFill: false })).toEqual({
    name: 'settling',
    query: {},
  })
})
