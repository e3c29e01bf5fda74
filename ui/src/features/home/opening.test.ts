import { expect, test } from 'vitest'
import type { DueItem } from '@/platform/generated/DueItem'
import { opened } from './opening'

const item = (part: Partial<DueItem>): DueItem => ({
  register: '',
  id: '',
  sort: '答复',
  title: '',
  told: '',
  due: null,
  days_left: null,
  words: '',
  remark: null,
  unrolled: null,
  level: 'note',
  conditions: [],
  unsettled: false,
  target: null,
  later: '',
  ...part,
})

test('an item opens its record, its list or its page', () => {
  expect(opened(item({ register: 'opinions', id: '7' }))).toEqual({
    name: 'record',
    params: { register: 'opinions', id: '7' },
  })
  expect(opened(item({ register: 'roster', unsettled: true }))).toEqual({
    name: 'settling',
    query: { of: 'roster', fill: '1' },
  })
  expect(opened(item({ target: { what: 'copies' } }))).toEqual({
    name: 'settings',
    params: { part: 'copies' },
  })
  expect(opened(item({ target: { what: 'inspection', book: 'electors' } }))).toEqual({
    name: 'inspection',
    query: { book: 'electors' },
  })
  expect(opened(item({ target: { what: 'import', register: 'roster' } }))).toEqual({
    name: 'import',
    params: { register: 'roster' },
  })
  expect(opened(item({})), 'a bare reminder opens nothing').toBeNull()
})
