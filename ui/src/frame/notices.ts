// What the program says in passing: done, or refused with the way out. It has a line of its own above
// the status line, so that it lies over nothing; one thing at a time.
import { shallowRef } from 'vue'
import { asRefusal, type Refusal } from '@/platform'
import { tellDoubts } from './doubts'
import { refreshStatus } from './session'

/** One sentence, and whether it stands in the way of something. */
export interface Notice {
  kind: 'done' | 'calm' | 'grave'
  said: string
}

/** What is said right now. */
export const notice = shallowRef<Notice | null>(null)

/** What is done goes by itself; what was refused stays until it is read or the page is left. */
const seconds = 6

/** Whether the clerk has pressed anything since it was said. */
let pressed = false
let ending: ReturnType<typeof setTimeout> | undefined

function say(it: Notice): void {
  clearTimeout(ending)
  notice.value = it
  pressed = false
  if (it.kind === 'done') ending = setTimeout(dismiss, seconds * 1000)
}

/** Says that something is done. */
export function sayDone(sentence: string): void {
  say({ kind: 'done', said: sentence })
}

/** With the number that the log file has it under, for whoever helps over the telephone. */
export function numbered(refusal: Refusal): string {
  return refusal.id === null
    ? refusal.said
    : `${refusal.said.replace(/([^。？！])$/, '$1。')}（编号 ${refusal.id}）`
}

/** Says calmly what stands in the way and what to do; stays until it is read. */
export function sayRefused(thrown: unknown): void {
  const refusal = asRefusal(thrown)
  if (['locked', 'no_store', 'outside'].includes(refusal.code)) void refreshStatus()
  const calm = ['precondition', 'invalid', 'cancelled', 'not_found'].includes(refusal.code)
  say({ kind: calm ? 'calm' : 'grave', said: calm ? refusal.said : numbered(refusal) })
}

/**
 * As `sayRefused`, for a form that says each fault under its field: it is not said again here, unless
 * it belongs to a field that the form does not show.
 */
export function sayFaulty(refusal: Refusal, shown: (field: string) => boolean): void {
  const { faults } = refusal
  if (faults.length === 0 || !faults.every((it) => shown(it.field))) return sayRefused(refusal)
  const count = new Set(faults.map((it) => it.field)).size
  say({ kind: 'calm', said: `还没有保存：标红的 ${count} 栏要先改好` })
}

/** It was read. */
export function dismiss(): void {
  clearTimeout(ending)
  notice.value = null
}

/** Nothing said stays on a locked screen. */
export function hush(): void {
  dismiss()
  tellDoubts([])
}

/** The clerk pressed a key or the mouse: what comes now is his, not the program's. */
export function notePressed(): void {
  pressed = true
}

/** Something was saved since: what was refused before it is no longer so. */
export function overtake(): void {
  if (notice.value?.kind !== 'done' && pressed) dismiss()
}

/** The page is left: what was said about it does not follow, unless it is what led away from it. */
export function leaveBehind(): void {
  if (notice.value?.kind !== 'done' || pressed) dismiss()
}
