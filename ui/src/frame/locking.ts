// The screen locks by hand and by itself, where a password is set. Locking keeps the page as it is,
// with what is being typed; unlocking returns to it.
import { onBeforeUnmount, onMounted } from 'vue'
import { commands } from '@/platform'
import { keepAll } from './before-locking'
import { hush, sayRefused } from './notices'
import { refreshStatus, status } from './session'

const signs = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'compositionupdate'] as const
const glance = 10_000
const awake = 120_000

/** Locks now; says why not where no password is set. */
export async function lock(): Promise<void> {
  try {
    await keepAll()
    status.value = await commands.lock({})
    hush()
  } catch (thrown) {
    sayRefused(thrown)
  }
}

/** Milliseconds without a touch after which the screen locks; `null` when it does not. */
export function idleLimit(minutes: number | undefined): number | null {
  return minutes ? minutes * 60_000 : null
}

/** Locks when nobody touched anything for the time that is set, while the calling view lives. */
export function useIdleLock(now: () => number = () => Date.now()): void {
  let touched = now()
  let heard = now()

  function touch(): void {
    touched = now()
  }
  function look(): void {
    if (status.value?.state !== 'open') return
    const limit = idleLimit(status.value.lock_after)
    if (limit !== null && now() - touched >= limit) {
      void lock()
    } else if (touched > heard && now() - heard >= awake) {
      // The browser host hears nothing of reading and typing, and would take it for idleness.
      heard = now()
      void refreshStatus()
    }
  }

  let timer: ReturnType<typeof setInterval> | undefined
  onMounted(() => {
    for (const it of signs) window.addEventListener(it, touch, { capture: true, passive: true })
    // A PC that slept wakes with the time gone by.
    document.addEventListener('visibilitychange', look)
    timer = setInterval(look, glance)
  })
  onBeforeUnmount(() => {
    for (const it of signs) window.removeEventListener(it, touch, { capture: true })
    document.removeEventListener('visibilitychange', look)
    clearInterval(timer)
  })
}
