// What is being typed is kept as it is typed, so that a crash or power cut costs seconds.
import { onBeforeUnmount, ref, watch, type Ref } from 'vue'
import { useBeforeLocking } from '@/frame/before-locking'
import { may } from '@/frame/session'
import { asRefusal, commands } from '@/platform'
import type { Draft } from './draft'

/** After so long without a key the draft is kept. */
const pause = 2000

/** Where a draft belongs. */
export interface DraftPlace {
  /** Its name in the store. */
  name: string
  /** For people. */
  title: string
  /** Where the page goes to take it up again. */
  place: string
}

/** A page's draft in the store. */
export interface Autosave {
  /** When it was kept last, `HH:MM`. */
  keptAt: Ref<string | null>
  /** Why it could not be kept. */
  failed: Ref<string | null>
  /** Keeps it now. */
  flush: () => Promise<void>
  /** It is saved or no longer wanted. */
  drop: () => Promise<void>
  /** What an earlier run of the program left under this name. */
  find: () => Promise<{ edits: Record<string, string>; when: string } | null>
}

/** Keeps the edits of a draft while its page lives; nothing is kept when nothing differs. */
export function useAutosave(place: () => DraftPlace, draft: Draft): Autosave {
  const keptAt = ref<string | null>(null)
  const failed = ref<string | null>(null)
  let timer: ReturnType<typeof setTimeout> | undefined
  let kept = ''
  // One after the other: an older text must not overtake a newer one.
  let queue: Promise<void> = Promise.resolve()

  function inTurn(body: () => Promise<void>): Promise<void> {
    queue = queue.then(body).catch((thrown: unknown) => {
      failed.value = asRefusal(thrown).message
    })
    return queue
  }

  function flush(): Promise<void> {
    clearTimeout(timer)
    const at = place()
    const body = draft.dirty.value ? JSON.stringify(draft.edits.value) : ''
    // Whoever may only look keeps nothing.
    if (body === kept || !may('keep_draft')) return queue
    kept = body
    return inTurn(async () => {
      if (body === '') {
        keptAt.value = null
        await commands.drop_draft({ name: at.name })
      } else {
        keptAt.value = (await commands.keep_draft({ ...at, body })).at
        failed.value = null
      }
    })
  }

  function drop(): Promise<void> {
    clearTimeout(timer)
    const { name } = place()
    kept = ''
    keptAt.value = null
    return inTurn(async () => {
      await commands.drop_draft({ name })
    })
  }

  async function find(): Promise<{ edits: Record<string, string>; when: string } | null> {
    const { name } = place()
    const { drafts } = await commands.drafts({})
    const found = drafts.find((it) => it.name === name)
    if (!found) return null
    const edits = textsIn(found.body)
    return Object.keys(edits).length > 0 ? { edits, when: found.when } : null
  }

  watch(draft.edits, () => {
    clearTimeout(timer)
    timer = setTimeout(() => void flush(), pause)
  })
  onBeforeUnmount(() => void flush())
  useBeforeLocking(flush)
  return { keptAt, failed, flush, drop, find }
}

/** The texts of a kept draft; nothing where it cannot be read. */
export function textsIn(body: string): Record<string, string> {
  try {
    const read: unknown = JSON.parse(body)
    if (typeof read !== 'object' || read === null) return {}
    const texts = Object.entries(read).filter(
      (it): it is [string, string] => typeof it[1] === 'string',
    )
    return Object.fromEntries(texts)
  } catch {
    return {}
  }
}
