// The table of 本年办理情况: states of matters, bundled as an office speaks of them.
import type { ValueCount } from '@/platform/generated/ValueCount'

/** A state and how many matters stand there. */
export type Counted = Pick<ValueCount, 'value' | 'count'>

/** A book of matters. */
export interface MatterBook {
  register: string
  word: string
  /** The date that says in which year a matter came. */
  dated: string
}

/** The books, in their order. */
export const books: MatterBook[] = [
  { register: 'opinions', word: '群众意见建议', dated: 'received_on' },
  { register: 'suggestions', word: '代表建议', dated: 'submitted_on' },
]

/** States that an office speaks of as one. */
export const bundles: { word: string; states: string[] }[] = [
  { word: '待受理', states: ['已登记', '县级退回'] },
  { word: '待交办', states: ['已受理'] },
  { word: '办理中', states: ['已交办', '已退件', '承办中', '重新办理', '上报县级', '挂起'] },
  { word: '已答复', states: ['已答复'] },
  { word: '已反馈', states: ['已反馈', '待销号'] },
  { word: '已办结', states: ['已销号', '已归档'] },
  { word: '其他', states: ['不予受理', '合并办理', '已撤回'] },
]

/** One line of the table. */
export interface YearLine {
  book: MatterBook
  all: number
  /** By bundle. */
  counts: number[]
}

/** The lines; a state that no bundle names still counts among all. */
export function tabled(counts: Record<string, Counted[]>): YearLine[] {
  return books.map((book) => {
    const states = counts[book.register] ?? []
    const of = (wanted: string[]) =>
      states.filter((it) => wanted.includes(it.value)).reduce((sum, it) => sum + it.count, 0)
    return {
      book,
      all: states.reduce((sum, it) => sum + it.count, 0),
      counts: bundles.map((it) => of(it.states)),
    }
  })
}
