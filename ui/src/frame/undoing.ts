// Undo and redo by name, from the top bar, the keyboard and the page of an import.
import type { Undone } from '@/platform/generated/Undone'
import { commands } from '@/platform'
import { sayDone, sayRefused } from './notices'
import { announce } from './session'

/** Takes back the newest operation, or the named one. */
export async function undo(operation: string | null = null): Promise<Undone | null> {
  return tell('已撤销', () => commands.undo({ operation }))
}

/** Does again what was taken back last. */
export async function redo(): Promise<Undone | null> {
  return tell('已重做', () => commands.redo({}))
}

async function tell(word: string, act: () => Promise<Undone>): Promise<Undone | null> {
  try {
    const undone = await act()
    await announce(undone.changed)
    const kept = undone.kept
      .map((it) => `${it.record}${it.field ? `的“${it.field}”` : ''}没有改回：${it.reason}`)
      .join('；')
    sayDone(kept ? `${word}：${undone.title}。${kept}` : `${word}：${undone.title}`)
    return undone
  } catch (thrown) {
    sayRefused(thrown)
    return null
  }
}
