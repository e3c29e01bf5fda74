import { expect, test } from 'vitest'
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'
import { most, shortcutsOf } from './shortcuts'

const register = (key: string, title: string): RegisterInfo => ({
  key,
  title,
  kind: key,
  kinds: [key],
  kept_here: true,
  book: '',
  fields: 1,
  records: 0,
  shelf: key,
  shelf_word: title,
  shelf_group: '三簿',
})
const registers = [register('receptions', '接待登记簿'), register('roster', '代表名册')]
const routes = [
  { name: 'operations', meta: { title: '操作记录' } },
  { name: 'record', meta: {} },
  { name: 'new', meta: {} },
  { name: 'import', meta: {} },
]

test('what exists stands there in the usual order', () => {
  const words = shortcutsOf(null, registers, routes).map((it) => it.word)
  expect(words).toEqual(['登记来访', '代表名册', '导入代表名册', '新增代表', '操作记录'])
})

test('the office’s own choice stands there, without what no longer exists', () => {
  const words = shortcutsOf(['new/gone', 'list/roster', 'new/receptions'], registers, routes).map(
    (it) => it.word,
  )
  expect(words).toEqual(['代表名册', '登记来访'])
})

test('whoever may not open the pages of entry finds none of them there', () => {
  const usable = routes.filter((it) => it.name !== 'new' && it.name !== 'import')
  const words = shortcutsOf(null, registers, usable).map((it) => it.word)
  expect(words).toEqual(['代表名册', '操作记录'])
})

test('there are never more than digits to press', () => {
  const all = Array.from({ length: 20 }, () => 'list/roster')
  expect(shortcutsOf(all, registers, routes).length).toBe(most)
})

test('what the township keeps is not offered to be written on a village station’s PC', () => {
  const village = registers.map((it) => ({ ...it, kept_here: it.key === 'receptions' }))
  const words = shortcutsOf(null, village, routes).map((it) => it.word)
  expect(words).toEqual(['登记来访', '代表名册', '操作记录'])
})
