import { expect, test } from 'vitest'
import { groupsOf } from './navigation'

const register = (key: string, title: string, book: string) => ({ key, title, book, fields: 1, records: 0 })

test('registers stand under their books, in the words of the offices', () => {
  const groups = groupsOf([
    register('roster', '代表名册', '册一'),
    register('groups', '代表小组', ''),
    register('receptions', '接待选民登记簿', '簿一'),
  ])
  expect(groups.map((it) => [it.name, it.entries.map((entry) => entry.word)])).toEqual([
    ['三簿', ['接待登记']],
    ['二册', ['代表名册']],
    ['其它名册', ['代表小组']],
  ])
})
