import { expect, test } from 'vitest'
import type { DueItem } from '@/platform/generated/DueItem'
import { lookOf, said } from './light'

const item = (level: string, words: string): DueItem => ({ level, words, sort: '答复' }) as DueItem

test('a light is said in words, and a list without a day has none', () => {
  expect(said(item('red', '已逾期 2 天'))).toBe('红灯　等答复，已逾期 2 天')
  expect(lookOf(item('yellow', '还有 3 个工作日'))).toBe('soon')
  expect(said(item('note', '看一看'))).toBe('等答复，看一看')
})
