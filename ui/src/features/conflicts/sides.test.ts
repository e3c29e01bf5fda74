import { expect, test } from 'vitest'
import type { ContestedValue } from '@/platform/generated/ContestedValue'
import { inOrder, wroteIt } from './sides'

const value = (take: number, sides: string[]): ContestedValue => ({
  take,
  value: `第${take}种`,
  parts: [],
  who: '王秀兰',
  when: '2026-03-02 09:30',
  clock_doubted: false,
  device: '本机',
  sides,
  title: '修改代表',
  source: '表单',
})
const sides = [
  { device: 'a', name: '本机' },
  { device: 'b', name: '设备 b' },
]

test('a device stands in one column, whichever value is shown meanwhile', () => {
  const shown = [value(1, ['b']), value(2, ['a'])]
  expect(inOrder(shown, sides).map((it) => it.take)).toEqual([2, 1])
  expect(inOrder(shown, []).map((it) => it.take)).toEqual([1, 2])
  const both = [value(1, ['b', 'a']), value(2, ['c'])]
  expect(inOrder(both, sides).map((it) => it.take)).toEqual([1, 2])
})

test('a wrong clock is said beside its time', () => {
  const wrong = { ...value(1, ['a']), clock_doubted: true }
  expect(wroteIt(wrong)).toContain('时钟不准')
  expect(wroteIt(value(1, ['a']))).toBe('本机　王秀兰　2026-03-02 09:30')
})
