import { expect, test } from 'vitest'
import { copiedSaid, longDay, shortDay, whenSaid } from './days'

const today = '2026-11-21'

test('days are said as a clerk says them', () => {
  expect(longDay(today)).toBe('2026年11月21日 星期六')
  expect(shortDay('2026-11-24', today)).toBe('11月24日')
  expect(shortDay('2027-01-05', today), 'another year is named').toBe('2027年1月5日')
  expect(shortDay(null, today)).toBe('—')
})

test('what was done today has its time, what was done before its day', () => {
  expect(whenSaid('2026-11-21 14:32', today)).toBe('14:32')
  expect(whenSaid('2026-11-20 09:00', today)).toBe('昨天')
  expect(whenSaid('2026-11-18 09:00', today)).toBe('11月18日')
})

test('the last copy away from this PC', () => {
  expect(copiedSaid('2026-11-09', today)).toBe('上次把数据拷出本机：12 天前')
  expect(copiedSaid(null, today)).toBe('数据还没有拷出过本机')
})
