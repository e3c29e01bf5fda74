// A list while it is changed.
import type { OfficeList } from '@/platform/generated/OfficeList'

/** An option in the clerk's hands. */
export interface DraftOption {
  /** For the page alone. */
  key: string
  name: string
  /** What it is called in the records; `null` for a new one. */
  was: string | null
  records: number
}

/** The list as it stands. */
export function draftOf(list: OfficeList): DraftOption[] {
  return list.options.map((it) => ({
    key: it.name,
    name: it.name,
    was: it.name,
    records: it.records,
  }))
}

/** Whether there is something to save. */
export function differs(list: OfficeList, options: DraftOption[]): boolean {
  const before = list.options.map((it) => it.name)
  return (
    options.length !== before.length ||
    options.some((it, at) => it.name.trim() !== before[at] || it.was !== before[at])
  )
}

/** What stands in the way; empty where nothing does. */
export function faultOf(options: DraftOption[]): string {
  const names = options.map((it) => it.name.trim())
  const empty = names.findIndex((it) => it === '')
  if (names.length === 0) return '至少要留一项'
  if (empty >= 0) return `第 ${empty + 1} 项还空着，请填上或去掉`
  const twice = names.find((it, at) => names.indexOf(it) !== at)
  return twice === undefined ? '' : `“${twice}”写了两遍，请去掉一个`
}
