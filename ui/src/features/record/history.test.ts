import { expect, test } from 'vitest'
import type { HistoryLine } from '@/platform/generated/HistoryLine'
import type { RecordView } from '@/platform/generated/RecordView'
import { fieldsIn, operationsIn, standsNow } from './history'

function line(more: Partial<HistoryLine>): HistoryLine {
  return {
    when: '2026-11-24 10:00',
    who: '王秀兰',
    device: '本机',
    source: '表单',
    title: '修改代表 丁霞华',
    operation: 'a',
    register: 'deputy',
    id: 'r',
    key: 'phone',
    part: '',
    creation: false,
    field: '联系电话',
    old: '1',
    new: '2',
    ...more,
  }
}

test('lines of one operation stand together', () => {
  const all = [line({}), line({ key: 'post', field: '职务' }), line({ operation: 'b' })]
  expect(operationsIn(all, []).map((it) => it.lines.length)).toEqual([2, 1])
  expect(fieldsIn([...all, line({ part: '代表职务 县' })])).toContain('代表职务 县 联系电话')
})

test('within an operation fields stand as on the form, what is inside the record behind them', () => {
  const all = [
    line({ key: 'title', part: '代表职务 县' }),
    line({ key: 'remark' }),
    line({ key: 'post' }),
    line({ key: 'name' }),
  ]
  expect(operationsIn(all, ['name', 'post'])[0]?.lines.map((it) => it.key)).toEqual([
    'name',
    'post',
    'remark',
    'title',
  ])
})

test('what stands now is not offered again', () => {
  const record = {
    values: { phone: '2' },
    voided: null,
    parts: [],
    attachments: [],
  } as unknown as RecordView
  expect(standsNow(line({}), '2', record)).toBe(true)
  expect(standsNow(line({}), '1', record)).toBe(false)
  expect(standsNow(line({ key: '_void' }), '', record), 'it is not voided').toBe(true)
})
