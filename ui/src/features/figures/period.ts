// Periods that offices report on, and how they stand in the page's address.
import { dayOf } from '@/frame/days'

/** 周, 月, 季, 年, or any days. */
export type PeriodSort = 'week' | 'month' | 'quarter' | 'year' | 'free'

/** From one day to another, both within; empty where an end is open. */
export interface Period {
  from: string
  to: string
}

/** The sorts with their words, as the chooser shows them. */
export const periodSorts: { sort: PeriodSort; word: string }[] = [
  { sort: 'week', word: '周' },
  { sort: 'month', word: '月' },
  { sort: 'quarter', word: '季' },
  { sort: 'year', word: '年' },
  { sort: 'free', word: '自选' },
]

function written(day: Date): string {
  const two = (it: number) => String(it).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

/** The period of this sort in which a day lies; `null` where the day is none. */
export function around(sort: PeriodSort, on: string): Period | null {
  const day = dayOf(on)
  if (!day || sort === 'free') return null
  const [year, month] = [day.getFullYear(), day.getMonth()]
  if (sort === 'week') {
    const past = (day.getDay() + 6) % 7
    const monday = new Date(year, month, day.getDate() - past)
    return {
      from: written(monday),
      to: written(new Date(monday.getFullYear(), monday.getMonth(), monday.getDate() + 6)),
    }
  }
  const months = { month: 1, quarter: 3, year: 12 }[sort]
  const first = Math.floor(month / months) * months
  return { from: written(new Date(year, first, 1)), to: written(new Date(year, first + months, 0)) }
}

/** The one before (−1) or after (1) a period of this sort. */
export function beside(sort: PeriodSort, period: Period, step: 1 | -1): Period | null {
  const edge = dayOf(step < 0 ? period.from : period.to)
  if (!edge) return null
  return around(sort, written(new Date(edge.getFullYear(), edge.getMonth(), edge.getDate() + step)))
}

/** Whether a month or quarter of a breakdown (`t2026-11`) has begun by this day. */
export function hasBegun(key: string, dimension: 'month' | 'quarter', today: string): boolean {
  const [year = NaN, part = NaN] = key.slice(1).split('-').map(Number)
  const [thisYear = NaN, month = NaN] = today.split('-').map(Number)
  const now = dimension === 'quarter' ? Math.ceil(month / 3) : month
  return year < thisYear || (year === thisYear && part <= now)
}

/** Which sort a period is, by its days. */
export function sortOf(period: Period): PeriodSort {
  for (const { sort } of periodSorts) {
    const same = around(sort, period.from)
    if (same && same.from === period.from && same.to === period.to) return sort
  }
  return 'free'
}
