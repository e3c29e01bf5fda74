// What the program says in passing: done, or refused with the way out. It stands under the top bar,
// whose undo and search are wanted right then.
import { asRefusal, type Refusal } from '@/platform'
import { ElMessage } from '@/look/elements'
import { tellDoubts } from './doubts'
import { refreshStatus } from './session'

const gap = 8

function underTopBar(): number {
  return (document.querySelector('header.top')?.getBoundingClientRect().bottom ?? 0) + gap
}

/** Says that something is done. */
export function sayDone(sentence: string): void {
  // What was refused before is settled now; two voices at once confuse.
  ElMessage.closeAll()
  ElMessage({
    message: sentence,
    type: 'success',
    duration: 4000,
    showClose: true,
    offset: underTopBar(),
  })
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
  ElMessage({
    message: calm ? refusal.said : numbered(refusal),
    type: calm ? 'warning' : 'error',
    duration: refusal.code === 'cancelled' ? 5000 : 12000,
    showClose: true,
    offset: underTopBar(),
    customClass: 'refusal',
  })
}

/** Nothing said stays on a locked screen. */
export function hush(): void {
  ElMessage.closeAll()
  tellDoubts([])
}
