import { expect, test } from 'vitest'
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'
import { groupsOf, shelfOf, tabsOf } from './navigation'

function register(
  key: string,
  title: string,
  shelf: [key: string, word: string, group: string],
): RegisterInfo {
  const [shelfKey, shelf_word, shelf_group] = shelf
  const shelved = { shelf: shelfKey, shelf_word, shelf_group }
  return {
    key,
    title,
    book: '',
    fields: 1,
    records: 0,
    kind: key,
    kinds: [key],
    kept_here: true,
    ...shelved,
  }
}

const registers = [
  register('receptions', '接待登记簿', ['receptions', '接待登记', '三簿']),
  register('roster', '代表名册', ['roster', '代表名册', '二册']),
  register('groups', '代表小组', ['lists', '基础名册', '本机']),
  register('constituencies', '选区', ['lists', '基础名册', '本机']),
  register('users', '使用人员', ['settings', '设置', '本机']),
]
const routes = [
  { name: 'settings', meta: { menu: { group: '本机', word: '设置', place: 9 } } },
  { name: 'stats', meta: { menu: { group: '出口', word: '统计报告', place: 1 } } },
  { name: 'register', meta: {} },
]

test('registers stand on their shelves, in the words of the offices', () => {
  const groups = groupsOf(registers, routes)
  expect(groups.map((it) => [it.name, it.entries.map((entry) => entry.word)])).toEqual([
    ['三簿', ['接待登记']],
    ['二册', ['代表名册']],
    ['出口', ['统计报告']],
    ['本机', ['基础名册', '设置']],
  ])
})

test('registers of one shelf stand side by side on its page', () => {
  expect(tabsOf('lists', registers, routes).map((it) => it.word)).toEqual(['代表小组', '选区'])
  expect(tabsOf('roster', registers, routes), 'a single register needs no tabs').toEqual([])
  const points = { name: 'points', meta: { tab: { shelf: 'roster', word: '履职积分' } } }
  expect(tabsOf('roster', registers, [points]).map((it) => it.word)).toEqual([
    '代表名册',
    '履职积分',
  ])
})

test('a page knows its shelf', () => {
  const shown = (register: string) =>
    shelfOf({ name: 'record', meta: {}, params: { register } }, registers)
  expect(shown('groups')).toBe('lists')
  expect(shown('unknown')).toBeNull()
})

test('a shelf may open with a page of its own, and pages without a register know it', () => {
  const own = {
    name: 'roster-shelf',
    meta: { tab: { shelf: 'roster', word: '一人一页', first: true } },
  }
  const entry = groupsOf(registers, [own])
    .flatMap((it) => it.entries)
    .find((it) => it.key === 'roster')
  expect(entry?.to).toEqual({ name: 'roster-shelf' })
  expect(tabsOf('roster', registers, [own]).map((it) => it.word)).toEqual(['一人一页', '代表名册'])
  expect(shelfOf({ name: 'person', meta: { shelf: 'roster' }, params: {} }, registers)).toBe(
    'roster',
  )
})
