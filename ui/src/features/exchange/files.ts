// The files of the exchange, as dialogs name them, and saving one.
import { host, type FileSort } from '@/platform'
import type { FileRef } from '@/platform/generated/FileRef'

export const requestFile: FileSort = { name: '入网申请', extensions: ['rdj'] }
export const packageFile: FileSort = { name: '履职台账数据包', extensions: ['rdx'] }

/**
 * Lets the clerk choose a place, has a command write there and hands the file over where this host
 * offers files as downloads. Answers what the command answered; `null` when they think better of it.
 */
export async function saving<Answer extends { path: string }>(
  suggested: string,
  sort: FileSort,
  write: (out: FileRef) => Promise<Answer>,
): Promise<Answer | null> {
  const out = await host.chooseTarget(suggested, sort)
  if (out === null) return null
  const answer = await write(out)
  if (!host.takesPaths) await host.open(answer.path)
  return answer
}
