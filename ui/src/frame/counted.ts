// Names with a number in them in the order in which one counts: 第一、第二、第三、第四.

const digits = '〇一二三四五六七八九'

/** The name with numerals of up to 99 as figures, by which it is sorted. */
function inCount(name: string): string {
  return name.replace(/[〇一二三四五六七八九十]+/g, (run) => {
    const [tens, ones] = run.includes('十') ? run.split('十') : ['', null]
    const value = (text: string) =>
      [...text].reduce((sum, it) => sum * 10 + Math.max(0, digits.indexOf(it)), 0)
    const number = ones === null ? value(run) : (value(tens!) || 1) * 10 + value(ones!)
    return String(number).padStart(4, '0')
  })
}

/** Which of two names comes first. */
export function byCount(a: string, b: string): number {
  const [first, second] = [inCount(a), inCount(b)]
  return first < second ? -1 : first > second ? 1 : 0
}
