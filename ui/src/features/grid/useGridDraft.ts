// The unsaved part of a grid, kept in the store while it is written.
import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { commands } from '@/platform'
import type { Sheet, Texts } from './sheet'

/** A row as a draft keeps it. */
export interface KeptRow {
  id: string | null
  written: Texts
}

/** A grid as a draft keeps it. */
export interface KeptGrid {
  when: string
  rows: KeptRow[]
  columns: string[]
  shared: Record<string, string>
}

/** A grid's draft. */
export interface GridDraft {
  /** One found from before; `null` once it was taken up or thrown away. */
  found: ShallowRef<KeptGrid | null>
  /** When it was last kept, `HH:MM`. */
  keptAt: Ref<string>
  /** Keeps what is unsaved now. */
  keep(): Promise<void>
  /** Throws it away. */
  drop(): Promise<void>
}

const pause = 2000

/** Where a grid's draft belongs, and what it keeps besides its rows. */
export interface DraftOf {
  /** Its name in the store. */
  name: string
  /** The page that opens it again. */
  place: string
  title: () => string
  columns: () => string[]
  /** What all rows share, where the page asks for it apart. */
  shared?: () => Record<string, string>
}

/** Keeps the grid's unsaved rows. */
export function useGridDraft(of: DraftOf, sheet: Sheet): GridDraft {
  const { name } = of
  const found: GridDraft['found'] = shallowRef(null)
  const keptAt = ref('')
  let timer: ReturnType<typeof setTimeout> | undefined
  let kept = false

  async function keep(): Promise<void> {
    clearTimeout(timer)
    // One from before stays until the clerk has decided about it.
    if (found.value !== null) return
    const rows: KeptRow[] = sheet.dirty.value.map((it) => ({ id: it.id, written: it.written }))
    if (rows.length === 0) {
      if (kept) await drop()
      return
    }
    const body = JSON.stringify({ rows, columns: of.columns(), shared: of.shared?.() ?? {} })
    const answer = await commands.keep_draft({ name, title: of.title(), place: of.place, body })
    keptAt.value = answer.at
    kept = true
  }

  async function drop(): Promise<void> {
    clearTimeout(timer)
    found.value = null
    kept = false
    keptAt.value = ''
    await commands.drop_draft({ name })
  }

  watch(sheet.version, () => {
    clearTimeout(timer)
    // A draft that cannot be kept is no reason to stop the clerk; the next keystroke tries again.
    timer = setTimeout(() => void keep().catch(() => (keptAt.value = '')), pause)
  })
  onMounted(async () => {
    const { drafts } = await commands.drafts({})
    const draft = drafts.find((it) => it.name === name)
    if (draft) found.value = read(draft.when, draft.body)
  })
  onBeforeUnmount(() => clearTimeout(timer))
  return { found, keptAt, keep, drop }
}

function read(when: string, body: string): KeptGrid | null {
  try {
    const kept = JSON.parse(body) as Partial<KeptGrid>
    const rows = (kept.rows ?? []).filter(
      (it) => typeof it.written === 'object' && it.written !== null,
    )
    return rows.length > 0
      ? { when, rows, columns: (kept.columns ?? []).map(String), shared: kept.shared ?? {} }
      : null
  } catch {
    return null
  }
}
