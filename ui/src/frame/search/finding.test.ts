import { expect, test } from 'vitest'
import { headingsOf, linesOf, stepped } from './finding'

const groups = [
  {
    register: 'roster',
    title: '代表名册',
    more: true,
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

test('arrows go round', () => {
  expect(stepped(-1, 1, 3)).toBe(0)
  expect(stepped(2, 1, 3)).toBe(0)
  expect(stepped(0, -1, 3)).toBe(2)
  expect(stepped(0, 1, 0), 'nothing to choose from').toBe(-1)
})
