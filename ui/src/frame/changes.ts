// Which records changed, told to whoever shows them.
import { onScopeDispose } from 'vue'
import { sayRefused } from './notices'
import { registers } from './registers'

/** Kinds of records, by the keys that answers carry in `changed`; `any` for whatever there is. */
export type Kinds = 'any' | readonly string[]

type Follower = { kinds: () => Kinds; refresh: () => Promise<unknown> }

const followers = new Set<Follower>()

/** The kinds that the lists and records of these registers show. */
export function kindsOf(...keys: string[]): Kinds {
  const named = registers.value.filter((it) => keys.includes(it.key))
  // Until the registers are known, nothing can be left out.
  return named.length < keys.length ? 'any' : named.flatMap((it) => it.kinds)
}

/** The kinds of other registers whose records name one of this register. */
export function kindsNaming(key: string): Kinds {
  const own = registers.value.find((it) => it.key === key)
  if (!own) return 'any'
  return registers.value
    .filter((it) => it !== own && it.kinds.includes(own.kind))
    .flatMap((it) => it.kinds)
    .filter((it) => it !== own.kind)
}

/** Whether a view that shows `shown` has to look again after `changed`. */
export function concerns(shown: Kinds, changed: Kinds): boolean {
  if (changed === 'any') return true
  if (changed.length === 0) return false
  // What the office changes of the registers themselves is seen in every page.
  if (changed.includes('scheme')) return true
  return shown === 'any' || shown.some((kind) => changed.includes(kind))
}

/**
 * Makes calls of `body` follow one another: a call while one runs is answered by one more run after
 * it, however many there were, so that none is lost and none overtakes another.
 */
export function inTurn(body: () => Promise<unknown>): () => Promise<void> {
  let running: Promise<void> | null = null
  let next: Promise<void> | null = null
  async function once(): Promise<void> {
    try {
      await body()
    } catch (thrown) {
      sayRefused(thrown)
    }
  }
  function start(): Promise<void> {
    running = once().finally(() => (running = null))
    return running
  }
  return () => {
    if (!running) return start()
    next ??= running.then(() => {
      next = null
      return start()
    })
    return next
  }
}

/**
 * Runs `refresh` after each change of one of these kinds, as long as the calling view lives.
 * Answers `refresh` in turn, for the view's own use.
 */
export function useFollowing(
  kinds: () => Kinds,
  refresh: () => Promise<unknown>,
): () => Promise<void> {
  const follower = { kinds, refresh: inTurn(refresh) }
  followers.add(follower)
  onScopeDispose(() => followers.delete(follower))
  return follower.refresh
}

/** Has every view that shows one of these kinds look again; done when all have. */
export async function tell(changed: Kinds): Promise<void> {
  const concerned = [...followers].filter((it) => concerns(it.kinds(), changed))
  await Promise.all(concerned.map((it) => it.refresh()))
}
