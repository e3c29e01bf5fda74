import { expect, test } from 'vitest'
import type { ImportReport } from '@/platform/generated/ImportReport'
import {
  comingIn,
  filtered,
  furtherSheets,
  isDoubtful,
  linesOf,
  madeInShort,
  placeOf,
  sampleOf,
  undecided,
} from './preview'

const report: ImportReport = {
  token: 't',
  register: 'roster',
  sheet: 'Sheet1',
  sheets: ['Sheet1'],
  header_row: 1,
  columns: [
    { header: '姓名', field: 'name', label: '姓名' },
    { header: '民族*', field: 'ethnic', label: '民族' },
  ],
  read: 4,
  new: 2,
  updated: 0,
  unchanged: 0,
  duplicates: [{ row: 5, at: 5, of: 2, name: '甲', beside: [] }],
  findings: [
    {
      row: 300,
      at: 300,
      sheet: null,
      column: '民族*',
      value: '火星',
      reason: '不在名单里',
      hint: '',
      severity: 'error',
      record: null,
    },
  ],
  rejected: [{ row: 4, at: 4, sheet: null, reason: '没有姓名' }],
  left_out: [
    { sheet: '后苇村', row: 2, reason: '另一张代表名册，有 3 行，这次没有导入', table: true },
    { sheet: 'Sheet1', row: 9, reason: '合计行：合计', table: false },
  ],
  notes: [],
  asked: [],
  updates: [],
  preview: [{ row: 2, at: 2, sheet: null, what: 'new', cells: ['甲', '汉族'] }],
  made: [],
  absent: [],
  year: null,
  undated: 0,
  remembered: false,
  operation: null,
  changed: [],
}

test('every row with something to say is shown, also beyond the rows that were sent', () => {
  const lines = linesOf(report)
  expect(lines.map((it) => it.row)).toEqual([2, 4, 5, 300])
  expect(lines.filter(isDoubtful).map((it) => it.what)).toEqual(['rejected', 'duplicate', 'new'])
  expect(lines[3]?.cells[1]?.finding?.value, 'a fault stands at its cell').toBe('火星')
})

test('undecided duplicates do not come in', () => {
  expect(comingIn(report, new Map())).toBe(2)
  expect(comingIn(report, new Map([[5, 'skip']]))).toBe(2)
  expect(comingIn(report, new Map([[5, 'new']]))).toBe(3)
  const beside = (of: ImportReport['duplicates'][number]['of']) => ({
    ...report,
    duplicates: report.duplicates.map((it) => ({ ...it, of })),
  })
  const merged = new Map<number, 'update'>([[5, 'update']])
  expect(comingIn(beside({ id: 'd1' }), merged), 'a known record is brought up to date').toBe(3)
  expect(comingIn(beside(3), merged), 'two rows of the sheet are one record').toBe(2)
})

test('a filter shows its rows, and what is not decided is counted', () => {
  const lines = linesOf(report)
  expect(filtered(lines, 'rejected').map((it) => it.row)).toEqual([4])
  expect(filtered(lines, 'finding').map((it) => it.row)).toEqual([300])
  expect(filtered(lines, 'all')).toHaveLength(4)
  expect(undecided(report, new Map())).toBe(1)
  expect(undecided(report, new Map([[5, 'skip']]))).toBe(0)
  expect(sampleOf(report, 1), 'what stands in a column').toBe('汉族')
})

test('what is made on the way is told in short', () => {
  expect(madeInShort(['选区：1', '选区：2', '代表小组：甲'])).toBe(
    '选区 2 个（1、2），代表小组 1 个（甲）',
  )
})

test('two people of one row are two lines, and further sheets are offered', () => {
  const beside = { ...report, rejected: [{ row: 4, at: 2097156, sheet: null, reason: '没有姓名' }] }
  const second = linesOf(beside).find((it) => it.rejected !== null)
  expect([second?.at, second?.row]).toEqual([2097156, 4])
  expect(furtherSheets(report)).toEqual(['后苇村'])
  expect(placeOf({ row: 4, sheet: '后苇村' })).toBe('“后苇村”第 4 行')
})
