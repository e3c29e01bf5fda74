// Which rows of a list are chosen: some by their ids, or everything the list finds.
import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'

/** A choice of rows, kept over pages. */
export interface Selection {
  /** The rows chosen one by one. */
  ids: Ref<ReadonlySet<string>>
  /** Everything the list finds is chosen. */
  all: Ref<boolean>
  /** Whether anything is. */
  any: ComputedRef<boolean>
  /** Whether this row is. */
  has(id: string): boolean
  /** Turns one row over; with `range`, every row from the one turned last. */
  turn(rows: readonly string[], at: number, range: boolean): void
  /** Chooses the row at a place of the page, growing from the row turned last. */
  grow(rows: readonly string[], at: number): void
  /** Chooses or leaves every row of the page. */
  page(rows: readonly string[], on: boolean): void
  /** Chooses everything the list finds. */
  everything(): void
  /** Chooses nothing. */
  clear(): void
}

/** Makes an empty choice. */
export function useSelection(): Selection {
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  const all = ref(false)
  let anchor: string | null = null

  function put(list: readonly string[], on: boolean): void {
    const next = new Set(all.value ? [] : ids.value)
    for (const id of list) {
      if (on) next.add(id)
      else next.delete(id)
    }
    all.value = false
    ids.value = next
  }

  function stretch(rows: readonly string[], at: number): readonly string[] {
    const from = anchor === null ? at : rows.indexOf(anchor)
    if (from < 0) return rows.slice(at, at + 1)
    return rows.slice(Math.min(from, at), Math.max(from, at) + 1)
  }

  return {
    ids,
    all,
    any: computed(() => all.value || ids.value.size > 0),
    has: (id) => all.value || ids.value.has(id),
    turn(rows, at, range) {
      const id = rows[at]
      if (id === undefined) return
      if (range) {
        put(stretch(rows, at), true)
      } else if (all.value) {
        // From everything, one row less is the page less that row: said plainly by starting anew.
        put(
          rows.filter((it) => it !== id),
          true,
        )
        anchor = id
      } else {
        put([id], !ids.value.has(id))
        anchor = id
      }
    },
    grow(rows, at) {
      put(stretch(rows, at), true)
    },
    page(rows, on) {
      put(rows, on)
      anchor = null
    },
    everything() {
      all.value = true
      ids.value = new Set()
    },
    clear() {
      all.value = false
      ids.value = new Set()
      anchor = null
    },
  }
}
