// The reception days there are, the newest first, as a clerk chooses one.
import { longDay } from '@/frame/days'
import { rowsOf } from '@/frame/rows'
import type { ListRow } from '@/platform/generated/ListRow'
import { DayStage } from '@/platform/generated/words'

/** So many days back and ahead are offered. */
const offered = 80

/** The reception days, newest first. */
export async function receptionDays(): Promise<ListRow[]> {
  const rows = await rowsOf('reception_days', {
    order: 'held_on',
    descending: true,
    limit: offered,
  })
  return rows
}

/** The visitors entered for a day. */
export async function visitorsOf(day: string): Promise<ListRow[]> {
  const rows = await rowsOf('receptions', { where: [{ field: 'day', value: day }] })
  return rows
}

/** 2026年11月26日 星期四　青禾镇人大代表联络站. */
export function daySaid(row: ListRow): string {
  return [longDay(row.values.held_on), row.values.station].filter(Boolean).join('　')
}

/** The day a clerk most likely means: today's, else the newest one before it; none that is still to come. */
export function likelyDay(rows: ListRow[], today: string): ListRow | null {
  const held = rows.filter((it) => it.values.state !== DayStage.Cancelled)
  return held.find((it) => (it.values.held_on ?? '') <= today) ?? null
}
