// What is set for this PC: columns, orders, shortcuts. Kept by the program inside the encrypted
// store, read once when it opens. `usePreference('columns.roster', [])` gives a ref that is kept
// whenever it is set.
import { computed, shallowReactive, watch, type WritableComputedRef } from 'vue'
import { asRefusal, commands } from '@/platform'
import { status } from './session'

const kept = shallowReactive(new Map<string, string>())
let loaded: Promise<void> | null = null

/** Reads all of them; once, until the store is opened again. */
export function loadPreferences(): Promise<void> {
  loaded ??= commands.preferences({}).then(({ values }) => {
    kept.clear()
    for (const [name, value] of Object.entries(values))
      if (value !== undefined) kept.set(name, value)
  })
  return loaded
}

watch(
  () => status.value?.state,
  (state) => {
    if (state !== 'open') loaded = null
  },
)

/** What is kept under a name; `fallback` where nothing is, or where it cannot be read. */
export function preference<T>(name: string, fallback: T): T {
  const value = kept.get(name)
  if (value === undefined) return fallback
  try {
    return JSON.parse(value) as T
  } catch {
    return fallback
  }
}

/** Keeps something under a name; `null` forgets it. */
export async function setPreference<T>(name: string, value: T | null): Promise<void> {
  const written = value === null ? null : JSON.stringify(value)
  if (written === null) kept.delete(name)
  else kept.set(name, written)
  try {
    await commands.set_preference({ name, value: written })
  } catch (thrown) {
    // It holds until the program ends; that it is not remembered is no reason to interrupt.
    console.warn(asRefusal(thrown).message)
  }
}

/** A preference as a ref that is kept whenever it is set. */
export function usePreference<T>(name: string, fallback: T): WritableComputedRef<T> {
  return computed({
    get: () => preference(name, fallback),
    set: (value) => void setPreference(name, value),
  })
}
