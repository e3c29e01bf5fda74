import { expect, test } from 'vitest'
import { around, beside, hasBegun, sortOf } from './period'

test('a day lies in a week, a month, a quarter, a year', () => {
  expect(around('week', '2026-11-25')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  expect(around('week', '2026-11-29')).toEqual({ from: '2026-11-23', to: '2026-11-29' })
  expect(around('month', '2026-02-10')).toEqual({ from: '2026-02-01', to: '2026-02-28' })
  expect(around('quarter', '2026-11-25')).toEqual({ from: '2026-10-01', to: '2026-12-31' })
  expect(around('year', '2026-11-25')).toEqual({ from: '2026-01-01', to: '2026-12-31' })
  expect(around('free', '2026-11-25')).toBeNull()
  expect(around('month', '哪天')).toBeNull()
})

test('before and after a period lies one of its sort', () => {
  expect(beside('month', { from: '2026-01-01', to: '2026-01-31' }, -1)).toEqual({
    from: '2025-12-01',
    to: '2025-12-31',
  })
  expect(beside('quarter', { from: '2026-10-01', to: '2026-12-31' }, 1)).toEqual({
    from: '2027-01-01',
    to: '2027-03-31',
  })
  expect(beside('week', { from: '2026-11-23', to: '2026-11-29' }, -1)).toEqual({
    from: '2026-11-16',
    to: '2026-11-22',
  })
})

test('months and quarters to come have not begun', () => {
  expect(
    ['t2026-10', 't2026-11', 't2026-12', 't2027-01', 't2025-12'].map((it) =>
      hasBegun(it, 'month', '2026-11-24'),
    ),
  ).toEqual([true, true, false, false, true])
  expect(
    ['t2026-03', 't2026-04', 't2027-01'].map((it) => hasBegun(it, 'quarter', '2026-08-01')),
  ).toEqual([true, false, false])
})

test('a period tells its sort by its days', () => {
  expect(sortOf({ from: '2026-01-01', to: '2026-12-31' })).toBe('year')
  expect(sortOf({ from: '2026-02-01', to: '2026-02-28' })).toBe('month')
  expect(sortOf({ from: '2026-02-01', to: '2026-02-27' })).toBe('free')
  expect(sortOf({ from: '', to: '' })).toBe('free')
})
