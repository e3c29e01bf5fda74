// Lists kept under a name: what is searched and filtered, in which order, with which columns. They
// are kept by the program inside the store, so a backup has them too.
import { preference, setPreference } from '@/frame/preferences'
import { noChoice, type OwnColumns } from './columns'
import { queryOf, viewOf, type ListView } from './list-request'

/** A list under its name. */
export interface NamedView {
  name: string
  /** What the address says of it, without the page. */
  query: Record<string, string>
  columns: OwnColumns
}

/** Longest name: it stands on a button over the list. */
export const longestName = 16

/** So many are kept for one register. */
export const mostViews = 12

const placeOf = (register: string) => `views.${register}`

/** The lists kept for a register, in the order in which they were named. */
export function viewsOf(register: string): NamedView[] {
  const kept = preference<unknown>(placeOf(register), [])
  if (!Array.isArray(kept)) return []
  return kept.flatMap((it: Partial<NamedView> | null) =>
    it && typeof it.name === 'string' && it.name !== '' && typeof it.query === 'object'
      ? [{ name: it.name, query: it.query, columns: { ...noChoice, ...it.columns } }]
      : [],
  )
}

/** Keeps the lists of a register. */
export function keepViews(register: string, views: NamedView[]): Promise<void> {
  return setPreference(placeOf(register), views.length > 0 ? views : null)
}

/** A view as it is kept: without the page. */
export function keptQuery(view: ListView): Record<string, string> {
  const query = queryOf({ ...view, page: 1 })
  return Object.fromEntries(
    Object.entries(query).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
  )
}

/** Whether a list shows what is kept under this name. */
export function isShown(kept: NamedView, view: ListView, columns: OwnColumns): boolean {
  const same = JSON.stringify(keptQuery(viewOf(kept.query))) === JSON.stringify(keptQuery(view))
  return same && JSON.stringify(kept.columns.keys) === JSON.stringify(columns.keys)
}

/** Why a list cannot be kept under this name; `null` where it can. */
export function faultOfName(name: string, views: NamedView[], own: string | null): string | null {
  if (name === '') return '请给这个名单起个名字，如“逾期的”'
  if ([...name].length > longestName) return `名字最多 ${longestName} 个字，请短一些`
  if (name !== own && views.some((it) => it.name === name))
    return `已经有叫“${name}”的名单，请换个名字，或先点那一个，再点“不再记住”`
  return null
}
