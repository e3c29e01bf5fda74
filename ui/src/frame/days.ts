// Days as a clerk says them.

const weekdays = ['日', '一', '二', '三', '四', '五', '六']

/** `2026-11-21` as a date of the calendar; `null` for anything else. */
export function dayOf(written: string | null | undefined): Date | null {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})/.exec(written ?? '') ?? []
  return year && month && day ? new Date(Number(year), Number(month) - 1, Number(day)) : null
}

/** 2026年11月21日 星期六. */
export function longDay(written: string | null | undefined): string {
  const day = dayOf(written)
  if (!day) return ''
  return `${day.getFullYear()}年${day.getMonth() + 1}月${day.getDate()}日 星期${weekdays[day.getDay()]}`
}

/** 11月21日, with the year where it is another one than today's. */
export function shortDay(
  written: string | null | undefined,
  today: string | null | undefined,
): string {
  const day = dayOf(written)
  if (!day) return '—'
  const year = day.getFullYear() === dayOf(today)?.getFullYear() ? '' : `${day.getFullYear()}年`
  return `${year}${day.getMonth() + 1}月${day.getDate()}日`
}

/** Whole days from one day to another. */
export function daysBetween(
  from: string | null | undefined,
  to: string | null | undefined,
): number | null {
  const [a, b] = [dayOf(from), dayOf(to)]
  return a && b ? Math.round((b.getTime() - a.getTime()) / 86_400_000) : null
}

/** When something was done: 14:32 today, 昨天, 11月18日. */
export function whenSaid(written: string, today: string | null | undefined): string {
  const days = daysBetween(written, today)
  if (days === 0) return written.slice(11, 16)
  if (days === 1) return '昨天'
  return shortDay(written, today)
}

/** When data was last copied away from this PC. */
export function copiedSaid(
  copied: string | null | undefined,
  today: string | null | undefined,
): string {
  const days = daysBetween(copied, today)
  if (days === null) return '数据还没有拷出过本机'
  return days <= 0 ? '上次把数据拷出本机：今天' : `上次把数据拷出本机：${days} 天前`
}
