import { expect, test } from 'vitest'
import { change, shown } from './values'

test('a figure is read with its unit, and nothing divided is a dash', () => {
  expect(shown(88.9, '%')).toBe('88.9%')
  expect(shown(35, '人次')).toBe('35')
  expect(shown(null, '%')).toBe('—')
})

test('a change says how much and in what', () => {
  expect(change(4, 3, '件')).toBe('+1')
  expect(change(88.9, 90, '%')).toBe('−1.1 个百分点')
  expect(change(5, 5, '件')).toBe('持平')
  expect(change(null, 5, '%')).toBe('')
})
