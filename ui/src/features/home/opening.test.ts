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
  page: '',
  later: '',
  ...part,
})

test('an item opens its record, its list or its page', () => {
  expect(opened(item({ register: 'opinions', id: '7' }))).toEqual({
    name: 'record',
    params: { register: 'opinions', id: '7' },
  })
  expect(opened(item({ register: 'roster', unsettled: true }))).toEqual({
    name: 'register',
    params: { register: 'roster' },
    query: { unsettled: '1' },
  })
  expect(opened(item({ page: 'settings' }))).toEqual({ name: 'settings' })
  expect(opened(item({})), 'a bare reminder opens nothing').toBeNull()
})
