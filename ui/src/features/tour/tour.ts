// A walk through the program in a few steps, best over the demo data: where one looks, and what is
// done there. It can be left at every step and begun again from the help.
import { computed, ref } from 'vue'

/** One stop. */
export interface TourStop {
  /** The page's address. */
  to: string
  /** The mark of what is pointed at. */
  at: string
  title: string
  said: string
}

export const stops: TourStop[] = [
  {
    to: '/',
    at: 'due',
    title: '今天要办什么',
    said: '打开程序先看这里：到期、逾期和要补填的都列出来，点一行就去办。',
  },
  {
    to: '/r/roster',
    at: 'rows',
    title: '代表名册',
    said: '现成的 Excel 名册用“导入”直接导进来，列名不一样也认得；点一行打开这位代表。',
  },
  {
    to: '/receptions/day',
    at: 'grid',
    title: '接待日录入',
    said: '一个接待日来的人，一行一位，像表格一样往下填；日期、地点、代表自动带上。',
  },
  {
    to: '/r/receptions/new',
    at: 'hint',
    title: '填写说明',
    said: '光标在哪一栏，这里就说那一栏怎样写，有例子。带 * 的必须填，别的可以以后再补。',
  },
  {
    to: '/r/opinions',
    at: 'rows',
    title: '意见建议办理',
    said: '打开一件，页上只列现在能办的环节：受理、交办、答复、反馈、销号，期限自动推算。',
  },
  {
    to: '/inspection',
    at: 'inspection-books',
    title: '迎检体检',
    said: '照检查的人的眼光看一遍：哪里缺、哪里晚，点开就改；整套材料一次印好。',
  },
  {
    to: '/print',
    at: 'form-roster',
    title: '打印',
    said: '簿册、登记表、公告、函，都照纸上的样子印，空白的也能印。',
  },
  {
    to: '/',
    at: 'undo',
    title: '做错了不要紧',
    said: '每一步都能撤销（Ctrl+Z），写了没保存的留有草稿。任何一页按 F1 看帮助。',
  },
]

const at = ref<number | null>(null)

/** The stop where the clerk is. */
export const stop = computed(() => (at.value === null ? null : stops[at.value]!))
/** Which one of how many: 2/8. */
export const placeSaid = computed(() =>
  at.value === null ? '' : `${at.value + 1}/${stops.length}`,
)
export const isFirst = computed(() => at.value === 0)
export const isLast = computed(() => at.value === stops.length - 1)

/** From the beginning. */
export function beginTour(): void {
  at.value = 0
}

/** One stop on or back; past the last one it ends. */
export function moveTour(by: 1 | -1): void {
  if (at.value === null) return
  const next = at.value + by
  at.value = next >= stops.length ? null : Math.max(0, next)
}

/** Seen enough. */
export function leaveTour(): void {
  at.value = null
}
