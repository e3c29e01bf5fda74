// The light of a matter, in words as well: never the colour alone.
import type { DueItem } from '@/platform/generated/DueItem'

/** The look of a due item's mark. */
export function lookOf(item: DueItem): string {
  return { red: 'late', yellow: 'soon', green: 'fine' }[item.level] ?? 'note'
}

/** 黄灯　等答复，还有 3 个工作日. */
export function said(item: DueItem): string {
  const light = { red: '红灯', yellow: '黄灯', green: '绿灯' }[item.level]
  return `${light ? `${light}　` : ''}等${item.sort}，${item.words}`
}
