import { expect, test } from 'vitest'
import type { ListRow } from '@/platform/generated/ListRow'
import { daySaid, likelyDay } from './useDays'

const day = (held_on: string, state = '计划'): ListRow =>
  ({ id: held_on, values: { held_on, state, station: '前村站' } }) as unknown as ListRow

test('the day meant is today or the last one held, never one that was cancelled', () => {
  const rows = [day('2026-12-28'), day('2026-11-26'), day('2026-11-20', '取消'), day('2026-10-26')]
  expect(likelyDay(rows, '2026-11-26')?.id).toBe('2026-11-26')
  expect(likelyDay(rows, '2026-11-24')?.id).toBe('2026-10-26')
  expect(likelyDay(rows, '2020-01-01'), 'nobody was received yet on a day to come').toBeNull()
  expect(likelyDay([], '2026-11-26')).toBe(null)
})

test('a day is said with its weekday and station', () => {
  expect(daySaid(day('2026-11-26'))).toBe('2026年11月26日 星期四　前村站')
})
