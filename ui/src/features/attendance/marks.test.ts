import { expect, test } from 'vitest'
import type { AttendanceRow } from '@/platform/generated/AttendanceRow'
import { changedMarks, figuresOf } from './marks'

const row = (deputy: string, state = '出席', more: Partial<AttendanceRow> = {}): AttendanceRow => ({
  deputy,
  name: deputy,
  group: '',
  state,
  reason: '',
  approver: '',
  speech: '',
  by_leave: false,
  ...more,
})

test('who came late was there; who was granted leave or stayed away was not', () => {
  expect(figuresOf([row('a'), row('b', '迟到'), row('c', '请假'), row('d', '缺席')])).toEqual({
    expected: 4,
    present: 2,
    onLeave: 1,
    absent: 1,
    rate: '50%',
  })
  expect(figuresOf([]).rate).toBe('')
  expect(figuresOf([row('a'), row('b'), row('c', '缺席')]).rate).toBe('66.7%')
})

test('only what differs is written, and a granted leave is written as soon as the sheet is', () => {
  const before = [row('a'), row('b', '请假', { by_leave: true }), row('c', '缺席')]
  const now = [row('a'), row('b', '请假'), row('c', '缺席', { speech: '建议清淤' })]
  expect(changedMarks(before, now).map((it) => it.deputy)).toEqual(['b', 'c'])
})
