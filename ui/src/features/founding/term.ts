// 届次 as offices write it.
const digits = '〇一二三四五六七八九'

/** A number from 1 to 99 in Chinese: 19 → 十九. */
export function inChinese(number: number): string {
  const tens = Math.floor(number / 10)
  const ones = number % 10
  if (tens === 0) return digits[ones] ?? ''
  const head = tens === 1 ? '十' : `${digits[tens]}十`
  return ones === 0 ? head : head + digits[ones]
}

/** 19, 十九, 19届, 第19届 → 第十九届; what is written otherwise stays as it is. */
export function asTerm(written: string): string {
  const bare = written.trim().replace(/^第/, '').replace(/届$/, '').trim()
  if (/^\d{1,2}$/.test(bare) && Number(bare) > 0) return `第${inChinese(Number(bare))}届`
  if (/^[一二三四五六七八九十]{1,3}$/.test(bare)) return `第${bare}届`
  return written.trim()
}

/** The terms that townships are in today, for choosing. */
export const usualTerms = [16, 17, 18, 19, 20].map((it) => `第${inChinese(it)}届`)
