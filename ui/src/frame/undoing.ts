// Undo and redo by name, from the top bar, the keyboard and the page of an import.
import type { Undone } from '@/platform/generated/Undone'
import { commands } from '@/platform'
import { sayDone, sayRefused } from './notices'
import { announce } from './session'
import { mayStay } from './undo-asking'
import { refreshWaiting } from './waiting'

/** What was kept is named up to here; the page of operations lists all of it. */
const named = 3

/** Takes back the newest operation, or the named one. */
export async function undo(operation: string | null = null): Promise<Undone | null> {
  try {
    const before = await commands.before_undo({ operation })
    if (before.numbers.length > 0 && !(await mayStay(before.numbers))) return null
    // What was asked about is what is taken back.
    return await tell('已撤销', () => commands.undo({ operation: before.operation }))
  } catch (thrown) {
    sayRefused(thrown)
    return null
  }
}

/** Does again what was taken back last. */
export async function redo(): Promise<Undone | null> {
  return tell('已重做', () => commands.redo({}))
}

async function tell(word: string, act: () => Promise<Undone>): Promise<Undone | null> {
  try {
    const undone = await act()
    await announce(undone.changed)
    // An undone decision is a question again.
    void refreshWaiting()
    sayDone([`${word}：${undone.title}`, keptSaid(undone)].filter(Boolean).join('。'))
    return undone
  } catch (thrown) {
    sayRefused(thrown)
    return null
  }
}

/** What stayed as it was, in a sentence; empty where everything went back. */
export function keptSaid(undone: Undone): string {
  const lines = undone.kept.map(
    (it) => `${it.record}${it.field ? `的“${it.field}”` : ''}没有改回：${it.reason}`,
  )
  const more = lines.length > named ? `；另有 ${lines.length - named} 处也没有改回` : ''
  return lines.slice(0, named).join('；') + more
}
