import { expect, test } from 'vitest'
import { headingsOf, linesOf, linkedTo, stepped } from './finding'

const groups = [
  {
    register: 'roster',
    title: '代表名册',
    more: true,
    all: null,
    hits: [{ id: '1', title: '王小明', line: '男　东沟村' }],
  },
]
const pages = [
  {
    title: '打开',
    found: [{ key: 'menu-settings', title: '设置', words: '本机', to: '/settings' }],
  },
]

test('records come first, each register ends with the way to all of them', () => {
  const lines = linesOf(headingsOf('wang', groups, pages))
  expect(lines.map((it) => it.title)).toEqual(['王小明', '在代表名册里看全部'])
  expect(lines[1]?.to).toEqual({
    name: 'register',
    params: { register: 'roster' },
    query: { q: 'wang' },
  })
})

test('pages of the program are found by their words', () => {
  expect(linesOf(headingsOf('设', [], pages)).map((it) => it.title)).toEqual(['设置'])
})

test('what is linked to a person opens as the list of it', () => {
  const reception = {
    title: '接待登记',
    field: '接待代表',
    filter: ['receptions', 'deputies'] as [string, string],
    total: 12,
    records: [{ register: 'receptions', id: '7', title: '张三' }],
  }
  const inside = { ...reception, title: '到场', filter: null, total: 2 }
  const [heading] = linkedTo([{ id: '1', name: '王小明', linked: [reception, inside] }])
  expect(heading?.title).toBe('与王小明有关的')
  expect(heading?.choices.map((it) => [it.title, it.line, it.to])).toEqual([
    [
      '接待登记（接待代表）',
      '12 条',
      {
        name: 'register',
        params: { register: 'receptions' },
        query: { f: '[["deputies","any_of","1"]]' },
      },
    ],
    [
      '到场（接待代表）',
      '张三　共 2 条',
      { name: 'record', params: { register: 'receptions', id: '7' } },
    ],
  ])
})

test('arrows go round', () => {
  expect(stepped(-1, 1, 3)).toBe(0)
  expect(stepped(2, 1, 3)).toBe(0)
  expect(stepped(0, -1, 3)).toBe(2)
  expect(stepped(0, 1, 0), 'nothing to choose from').toBe(-1)
})
