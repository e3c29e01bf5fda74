import { expect, test } from 'vitest'
import { fieldNamed } from '@/features/record/fields.fixture'
import type { RowWord } from '@/platform/generated/RowWord'
import { doubtsOf } from './faults'

const word = (fate: RowWord['fate'], more: Partial<RowWord> = {}): RowWord => ({
  fate,
  id: '7',
  cells: [],
  word: '',
  ...more,
})
const cell = (note: 'doubt' | 'derived' | 'fault') => ({
  field: 'phone',
  note,
  kept: '',
  reason: '号码少一位',
  hint: '请核对',
})

test('of saved rows what is to be looked at is told with its line', () => {
  const rows = [1, 2, 3].map((number) => ({ id: null, values: {}, number }))
  const words = [
    word('new', { cells: [cell('doubt'), cell('derived')] }),
    word('waits', { cells: [cell('fault'), cell('doubt')] }),
    word('changed', { word: '可能与已有的“张三”重复，请核对' }),
  ]
  const told = doubtsOf(words, rows, [fieldNamed('phone', { label: '手机' })])
  expect(told.map((it) => [it.label, it.reason])).toEqual([
    ['第 1 行 手机', '号码少一位'],
    ['第 3 行', '可能与已有的“张三”重复，请核对'],
  ])
})
