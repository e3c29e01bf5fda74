import { expect, test } from 'vitest'
import { dayOf } from './day'

test('days are read as they are written, and nothing else is', () => {
  for (const text of [
    '2026-11-1',
    '2026.11.01',
    '2026年11月1日',
    '11.1',
    '11月1日',
    ' 2026/11/1 ',
  ]) {
    expect(dayOf(text, 2026), text).toBe('2026-11-01')
  }
  for (const text of ['', '2026', '2026-02-30', '昨天', '11', '26-11-1'])
    expect(dayOf(text, 2026), text).toBeNull()
})
