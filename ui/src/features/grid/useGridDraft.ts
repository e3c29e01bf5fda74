// The unsaved part of a grid, kept in the store while it is written.
import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { commands } from '@/platform'
import type { Sheet, Texts } from './sheet'

/** A row as a draft keeps it. */
export interface KeptRow {
  id: string | null
  written: Texts
}

/** A grid's draft. */
export interface GridDraft {
  /** One found from before; `null` once it was taken up or thrown away. */
  found: ShallowRef<{ when: string; rows: KeptRow[]; columns: string[] } | null>
  /** When it was last kept, `HH:MM`. */
  keptAt: Ref<string>
  /** Keeps what is unsaved now. */
  keep(): Promise<void>
  /** Throws it away. */
  drop(): Promise<void>
}

const pause = 2000

/** Keeps the grid's unsaved rows under the register's name. */
export function useGridDraft(register: string, title: () => string, columns: () => string[], sheet: Sheet): GridDraft {
  const name = `grid/${register}`
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
    const body = JSON.stringify({ rows, columns: columns() })
    const answer = await commands.keep_draft({ name, title: title(), place: `/r/${register}/grid`, body })
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

function read(when: string, body: string): { when: string; rows: KeptRow[]; columns: string[] } | null {
  try {
    const kept = JSON.parse(body) as { rows?: KeptRow[]; columns?: string[] }
    const rows = (kept.rows ?? []).filter((it) => typeof it.written === 'object' && it.written !== null)
    return rows.length > 0 ? { when, rows, columns: (kept.columns ?? []).map(String) } : null
  } catch {
    return null
  }
}
