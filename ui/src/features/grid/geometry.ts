// Where everything stands in the grid: which rows are drawn, how wide columns are, where the editor
// lies, and bringing a cell into sight.
import {
  computed,
  nextTick,
  onBeforeUnmount,
  onMounted,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
} from 'vue'
import { widthOf } from '@/features/register/columns'
import { sightOf } from '@/look/room'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { SheetRow } from './sheet'

/** Width of the head of a line, in ems. */
export const head = 6
const rowEms = 2.5

/** A cell by its place. */
export interface Cell {
  row: number
  column: number
}

/** What the grid measures itself by. */
export interface Grounds {
  scroll: Readonly<Ref<HTMLElement | null>>
  rows: ComputedRef<SheetRow[]>
  at: Ref<Cell>
  columns: () => FieldSchema[]
  widths: () => Record<string, number>
  nameField: () => string
  /** The editor where it is written in: it may have grown beyond its cell. */
  editor: () => HTMLElement | null
  /** The editor has been laid anew. */
  moved: () => void
}

/** The places and sizes of a grid. */
export function useGeometry(grounds: Grounds) {
  const { scroll, rows, at, columns } = grounds
  const size = ref(16)
  const view = shallowRef({ top: 0, height: 600 })
  const place = shallowRef<Record<string, string>>({})
  const rowHeight = computed(() => rowEms * size.value)
  const first = computed(() => Math.max(0, Math.floor(view.value.top / rowHeight.value) - 5))
  const last = computed(() =>
    Math.min(rows.value.length, first.value + Math.ceil(view.value.height / rowHeight.value) + 10),
  )
  const shown = computed(() => rows.value.slice(first.value, last.value))
  const width = computed(() => head + columns().reduce((sum, it) => sum + ems(it), 0))
  const frozen = computed(() => columns()[0]?.key === grounds.nameField())
  /** Rows that a page down passes over. */
  const page = computed(() => Math.max(1, Math.floor(view.value.height / rowHeight.value) - 2))

  function ems(field: FieldSchema): number {
    return grounds.widths()[field.key] ?? widthOf(field)
  }

  function cell(): HTMLElement | null {
    return scroll.value?.querySelector<HTMLElement>('td.at') ?? null
  }

  /** What stands below the table and has to stay in sight with the cell: what is said about it. */
  function foot(): Element | null {
    return scroll.value?.parentElement?.querySelector('[data-grid-foot]') ?? null
  }

  /** The part of the window in which cells and their lists are seen. */
  function sight(): { top: number; bottom: number } {
    const box = scroll.value
    if (!box) return { top: 0, bottom: window.innerHeight }
    const { top, bottom } = sightOf(box)
    return { top, bottom: Math.min(bottom, foot()?.getBoundingClientRect().top ?? bottom) }
  }

  /** Lays the editor on its cell. A table stretches its columns to its width: the cell is measured. */
  function lay(): void {
    const [room, of] = [scroll.value?.firstElementChild, cell()]
    if (!room || !of) return
    const [ground, box] = [room.getBoundingClientRect(), of.getBoundingClientRect()]
    place.value = {
      left: `${box.left - ground.left}px`,
      top: `${box.top - ground.top}px`,
      width: `${box.width}px`,
      minHeight: `${box.height}px`,
    }
    void nextTick(grounds.moved)
  }

  /** Brings the cell into sight: in the table, and with the table on the page. */
  function reveal(): void {
    const box = scroll.value
    if (!box) return
    // A row that is not drawn yet stands about here.
    const top = at.value.row * rowHeight.value
    if (top < box.scrollTop || top > box.scrollTop + box.clientHeight) box.scrollTop = top
    measure()
    void nextTick(follow)
  }

  /** The cell, with an editor that grew, comes back into sight. */
  function follow(): void {
    bringIn()
    lay()
  }

  /** What has to be seen: the cell and what is being written over it. */
  function written(of: HTMLElement): { left: number; right: number; top: number; bottom: number } {
    const { left, right, top, bottom } = of.getBoundingClientRect()
    const over = grounds.editor()?.getBoundingClientRect().height ?? 0
    return { left, right, top, bottom: Math.max(bottom, top + over) }
  }

  function bringIn(): void {
    const [box, of] = [scroll.value, cell()]
    if (!box || !of) return
    const names = box.querySelector('thead')?.getBoundingClientRect().height ?? 0
    const [view, it] = [box.getBoundingClientRect(), written(of)]
    const bottom = view.top + box.clientHeight
    if (it.top < view.top + names) box.scrollTop -= view.top + names - it.top
    else if (it.bottom > bottom) box.scrollTop += it.bottom - bottom
    if (!(frozen.value && at.value.column === 0)) {
      const kept = keptLeft(box)
      const right = view.left + box.clientWidth
      if (it.left < view.left + kept) box.scrollLeft -= view.left + kept - it.left
      else if (it.right > right) box.scrollLeft += it.right - right
    }
    bringOnPage(box, of)
  }

  /** Columns that stay at the left hide what moves under them. */
  function keptLeft(box: HTMLElement): number {
    const heads = box.querySelectorAll('thead .stick')
    return Array.from(heads).reduce((sum, it) => sum + it.getBoundingClientRect().width, 0)
  }

  function bringOnPage(box: HTMLElement, of: HTMLElement): void {
    let around = box.parentElement
    while (around && !/auto|scroll/.test(getComputedStyle(around).overflowY))
      around = around.parentElement
    if (!around) return
    const it = written(of)
    const bottom = Math.min(
      around.getBoundingClientRect().bottom,
      foot()?.getBoundingClientRect().top ?? Infinity,
    )
    const top = around.getBoundingClientRect().top
    if (it.bottom > bottom) around.scrollTop += it.bottom - bottom
    else if (it.top < top) around.scrollTop -= top - it.top
  }

  function measure(): void {
    const box = scroll.value
    if (!box) return
    size.value = parseFloat(getComputedStyle(box).fontSize)
    view.value = { top: box.scrollTop, height: box.clientHeight }
    lay()
  }

  function resized(): void {
    measure()
    void nextTick(follow)
  }

  const sizes = new ResizeObserver(resized)
  onMounted(async () => {
    if (scroll.value) sizes.observe(scroll.value)
    const table = scroll.value?.querySelector('table')
    if (table) sizes.observe(table)
    measure()
    await nextTick()
    const below = foot()
    if (below) sizes.observe(below)
  })
  watch([at, columns, () => grounds.widths(), shown], () => void nextTick(lay), { flush: 'post' })
  onBeforeUnmount(() => sizes.disconnect())
  return {
    ...{ rowHeight, first, last, shown, width, frozen, place, page, ems },
    ...{ reveal, follow, measure, sight },
  }
}
