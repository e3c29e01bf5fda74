import { expect, test } from 'vitest'
import { filled, helpFor, helpFound, helpPages } from './pages'

test('every page has its own key, a title and something to read', () => {
  expect(new Set(helpPages.map((it) => it.key)).size).toBe(helpPages.length)
  for (const page of helpPages) expect(page.blocks.length, page.title).toBeGreaterThan(0)
})

test('F1 opens the page of where one is', () => {
  const at = (name: string, shelf: string | null, help?: string) =>
    helpFor({ name, meta: { help } }, shelf).key
  expect(at('home', null, 'home')).toBe('home')
  expect(at('record', 'receptions')).toBe('receptions')
  expect(at('register', 'lists'), 'a shelf without a page of its own').toBe('list')
  expect(at('import', 'roster')).toBe('import')
  expect(at('nowhere', null)).toBe('start')
})

test('what is looked for by its name stands first', () => {
  expect(helpFound('忘记密码')[0]?.key).toBe('users')
  expect(helpFound('ctrl+z').map((it) => it.key)).toContain('undo')
  expect(helpFound('没有这样的词')).toEqual([])
})

test('a page speaks of the rules as the office has them', () => {
  const values = new Map([['warning', '7日']])
  expect(filled('快到期（{warning}以内）', values)).toBe('快到期（7日以内）')
  expect(filled('快到期（{warning}以内）', new Map())).toBe('快到期（规定天数以内）')
})
