// Words of the dossier's pages.

/** The parts in two or three characters, over narrow columns. */
export const shortHeads: Record<string, string> = {
  meetings: '会议',
  supervision: '视察调研',
  training: '培训',
  group: '小组活动',
  contact: '接待联系',
  proposals: '建议议案',
  service: '办实事',
  report: '述职',
  points: '积分',
  honours: '表彰',
  admonitions: '提醒',
}

/** A heading in the halves in which it may be broken; one of three characters stays whole. */
export function halves(head: string): string[] {
  return head.length === 4 ? [head.slice(0, 2), head.slice(2)] : [head]
}

const figures = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十']

/** 一 … 十九, as headings are counted. */
export function ordinal(number: number): string {
  if (number <= 10) return figures[number - 1] ?? String(number)
  return number < 20 ? `十${figures[number - 11]}` : String(number)
}

/** What a column is as wide as, so that paper and screen look alike. */
export function isLong(head: string): boolean {
  return ['会议名称', '主题', '活动', '反映内容', '标题', '事项', '名称', '事由'].includes(head)
}
