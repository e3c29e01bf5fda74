// A day as clerks type it.

/**
 * 2026-11-1, 2026.11.1, 2026年11月1日, or without the year 11.1, as `YYYY-MM-DD`; `null` where it is
 * no day.
 */
export function dayOf(text: string, year: number): string | null {
  const numbers = text.match(/\d+/g)?.map(Number) ?? []
  if (/[^\d\s年月日号.．/／-]/.test(text) || numbers.length < 2 || numbers.length > 3) return null
  const [y, m, d] = numbers.length === 3 ? numbers : [year, ...numbers]
  const day = new Date(Date.UTC(y!, m! - 1, d))
  const right = day.getUTCFullYear() === y && day.getUTCMonth() === m! - 1 && day.getUTCDate() === d
  return right && y! >= 1900 ? day.toISOString().slice(0, 10) : null
}
