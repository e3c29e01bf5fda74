// The text on a record's page: what the store says, and what the clerk has changed since.
import { computed, reactive, type ComputedRef } from 'vue'
import { valuesIn } from './options'

/** Field key to text, as records carry it. */
export type Texts = { [key in string]?: string }

/** A record being edited. */
export interface Draft {
  /** The text of a field as it stands on the page. */
  text(key: string): string
  /** Writes a field. */
  write(key: string, text: string): void
  /** Notes which record a name in a field means, where several bear it. */
  mean(key: string, name: string, id: string): void
  /** Fields whose text differs from the store's. */
  edits: ComputedRef<Record<string, string>>
  /** The same as a save sends them: chosen namesakes by their records. */
  sent(): Record<string, string>
  /** What the store said of the edited fields when the clerk began to write over them. */
  seen(): Record<string, string>
  /** The clerk has seen what stands there now: his own text stays, or the other one takes its place. */
  settle(key: string, stands: string, own: boolean): void
  /** Every text on the page. */
  all(): Record<string, string>
  /** Whether anything differs. */
  dirty: ComputedRef<boolean>
  /** Takes over what the store says now; what the clerk changed stays on the page. */
  follow(values: Texts): void
  /** Forgets the clerk's changes. */
  discard(): void
}

/** Makes an empty draft. */
export function useDraft(): Draft {
  const stored = reactive<Record<string, string>>({})
  const written = reactive<Record<string, string>>({})
  const bases = new Map<string, string>()
  const meanings = new Map<string, string>()
  const edits = computed(() => {
    const changed = Object.entries(written).filter(([key, text]) => text !== (stored[key] ?? ''))
    return Object.fromEntries(changed)
  })

  function named(key: string, text: string): string {
    const parts = valuesIn(text)
    if (!parts.some((name) => meanings.has(`${key}/${name}`))) return text
    return parts.map((name) => meanings.get(`${key}/${name}`) ?? name).join('、')
  }

  return {
    text: (key) => written[key] ?? stored[key] ?? '',
    write: (key, text) => {
      if (!(key in edits.value)) bases.set(key, stored[key] ?? '')
      written[key] = text
    },
    seen: () =>
      Object.fromEntries(
        Object.keys(edits.value).map((key) => [key, bases.get(key) ?? stored[key] ?? '']),
      ),
    settle(key, stands, own) {
      stored[key] = stands
      bases.set(key, stands)
      if (!own) delete written[key]
    },
    mean: (key, name, id) => meanings.set(`${key}/${name}`, id),
    edits,
    sent: () =>
      Object.fromEntries(Object.entries(edits.value).map(([key, text]) => [key, named(key, text)])),
    all: () => ({ ...stored, ...written }),
    dirty: computed(() => Object.keys(edits.value).length > 0),
    follow(values) {
      const kept = edits.value
      clear(stored)
      for (const [key, text] of Object.entries(values)) if (text) stored[key] = text
      clear(written)
      Object.assign(written, kept)
    },
    discard() {
      clear(written)
      bases.clear()
      meanings.clear()
    },
  }
}

function clear(texts: Record<string, string>): void {
  for (const key of Object.keys(texts)) delete texts[key]
}
