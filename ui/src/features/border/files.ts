// The files between offices, as dialogs name them, and words of what they bring.
import type { FileSort } from '@/platform'
import type { SentPart } from '@/platform/generated/SentPart'

export const cardFile: FileSort = { name: '收件卡', extensions: ['rdk'] }
export const dispatchFile: FileSort = { name: '上报件、答复、下发件', extensions: ['rds'] }

const kinds: Record<string, string> = {
  submission: '上报件',
  receipt: '回执',
  reply: '批复',
  return: '退回',
  handdown: '下发件',
}

/** What people call a file of this kind. */
export function kindOf(kind: string): string {
  return kinds[kind] ?? '文件'
}

/** How the state of a submission or hand-down is coloured. */
export function toneOf(state: string): string {
  if (state === '已退回') return 'late'
  if (state === '待填报' || state === '已制作') return 'soon'
  return 'done'
}

/** A part in one line. */
export function partLine(part: SentPart): string {
  const left = part.left_out.length > 0 ? `，不含${part.left_out.join('、')}` : ''
  return `${part.title}：${part.rows} 行${left}`
}

/** A name for the file of a number: no sign in it that a file name may not have. */
export function fileNameOf(number: string): string {
  return `${number.replaceAll(/[\\/:*?"<>|]/g, '')}.rds`
}
