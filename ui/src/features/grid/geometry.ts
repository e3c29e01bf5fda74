// Where everything stands in the grid: which rows are drawn, how wide columns are, where the editor
// lies, and bringing a cell into sight.
import {
  computed,
  onBeforeUnmount,
  onMounted,
  ref,
  shallowRef,
  type ComputedRef,
  type Ref,
} from 'vue'
import { widthOf } from '@/features/register/columns'
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
}

/** The places and sizes of a grid. */
export function useGeometry(grounds: Grounds) {
  const { scroll, rows, at, columns } = grounds
  const size = ref(16)
  const view = shallowRef({ top: 0, left: 0, height: 600 })
  const rowHeight = computed(() => rowEms * size.value)
  const first = computed(() => Math.max(0, Math.floor(view.value.top / rowHeight.value) - 5))
  const last = computed(() =>
    Math.min(rows.value.length, first.value + Math.ceil(view.value.height / rowHeight.value) + 10),
  )
  const shown = computed(() => rows.value.slice(first.value, last.value))
  const width = computed(() => head + columns().reduce((sum, it) => sum + ems(it), 0))
  const frozen = computed(() => columns()[0]?.key === grounds.nameField())
  const place = computed(() => {
    const column = columns()[at.value.column]
    const kept = frozen.value && at.value.column === 0 ? view.value.left : 0
    return {
      left: `${before(at.value.column) * size.value + kept}px`,
      top: `${(at.value.row + 1) * rowHeight.value}px`,
      width: `${(column ? ems(column) : 0) * size.value}px`,
      minHeight: `${rowHeight.value}px`,
    }
  })
  /** Rows that a page down passes over. */
  const page = computed(() => Math.max(1, Math.floor(view.value.height / rowHeight.value) - 2))

  function ems(field: FieldSchema): number {
    return grounds.widths()[field.key] ?? widthOf(field)
  }

  function before(column: number): number {
    return (
      head +
      columns()
        .slice(0, column)
        .reduce((sum, it) => sum + ems(it), 0)
    )
  }

  function reveal(): void {
    const box = scroll.value
    if (!box) return
    const top = at.value.row * rowHeight.value
    const room = box.clientHeight - 2 * rowHeight.value
    if (top < box.scrollTop) box.scrollTop = top
    else if (top > box.scrollTop + room) box.scrollTop = top - room
    if (frozen.value && at.value.column === 0) return
    const [name, column] = [columns()[0], columns()[at.value.column]]
    const kept = (head + (frozen.value && name ? ems(name) : 0)) * size.value
    const left = before(at.value.column) * size.value
    const right = left + (column ? ems(column) : 0) * size.value
    if (left - kept < box.scrollLeft) box.scrollLeft = left - kept
    else if (right > box.scrollLeft + box.clientWidth) box.scrollLeft = right - box.clientWidth
  }

  function measure(): void {
    const box = scroll.value
    if (!box) return
    size.value = parseFloat(getComputedStyle(box).fontSize)
    view.value = { top: box.scrollTop, left: box.scrollLeft, height: box.clientHeight }
  }

  const sight = new ResizeObserver(measure)
  onMounted(() => {
    if (scroll.value) sight.observe(scroll.value)
    measure()
  })
  onBeforeUnmount(() => sight.disconnect())
  return { rowHeight, first, last, shown, width, frozen, place, page, ems, reveal, measure }
}
