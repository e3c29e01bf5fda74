import { expect, test } from 'vitest'
import { offeredOn } from './offered'

const schema = {
  offered: { received_on: '2026-11-24', recorder: '王秀兰', way: '日常来站', term: '第十九届' },
  taken: { from: 'day', fields: ['received_on', 'recorder', 'way'] },
}

test('what is known stands in the form', () => {
  expect(offeredOn(schema, () => '')).toEqual(schema.offered)
  expect(offeredOn({ ...schema, taken: null }, () => 'x')).toEqual(schema.offered)
  expect(offeredOn(null, () => '')).toEqual({})
})

test('a record that says it goes before', () => {
  const named = (key: string) => (key === 'day' ? '2026-11-26 选民接待日' : '')
  expect(offeredOn(schema, named)).toEqual({ term: '第十九届' })
})
