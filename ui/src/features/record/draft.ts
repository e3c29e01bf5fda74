// The text on a record's page: what the store says, and what the clerk has changed since.
import { computed, reactive, type ComputedRef } from 'vue'

/** Field key to text, as records carry it. */
export type Texts = { [key in string]?: string }

/** A record being edited. */
export interface Draft {
  /** The text of a field as it stands on the page. */
  text(key: string): string
  /** Writes a field. */
  write(key: string, text: string): void
  /** Fields whose text differs from the store's, as a save sends them. */
  edits: ComputedRef<Record<string, string>>
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
  const edits = computed(() => {
    const changed = Object.entries(written).filter(([key, text]) => text !== (stored[key] ?? ''))
    return Object.fromEntries(changed)
  })
  return {
    text: (key) => written[key] ?? stored[key] ?? '',
    write: (key, text) => {
      written[key] = text
    },
    edits,
    dirty: computed(() => Object.keys(edits.value).length > 0),
    follow(values) {
      const kept = edits.value
      clear(stored)
      for (const [key, text] of Object.entries(values)) if (text) stored[key] = text
      clear(written)
      Object.assign(written, kept)
    },
    discard: () => clear(written),
  }
}

function clear(texts: Record<string, string>): void {
  for (const key of Object.keys(texts)) delete texts[key]
}
