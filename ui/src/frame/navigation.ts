// The menu in the books' words. Registers stand on the shelves that their definitions name; other
// pages announce themselves by the `menu` of their route. An entry appears when its page exists.
import type { RouteLocationRaw, RouteMeta } from 'vue-router'
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'

/** How a page that is no register stands in the menu: `meta: { menu: … }` of its route. */
export interface PageEntry {
  /** The heading above it, e.g. 出口. */
  group: string
  /** As the menu says it. */
  word: string
  /** Order within the group; registers come first. */
  place: number
  /** It stands there only while something waits on it. */
  whileCounted?: boolean
}

/** How a page stands among the registers of a shelf: `meta: { tab: … }` of its route. */
export interface PageTab {
  /** The shelf's key, as in `RegisterInfo.shelf`. */
  shelf: string
  /** As the tab says it. */
  word: string
  /** The shelf opens with it, before its registers. */
  first?: boolean
}

declare module 'vue-router' {
  interface RouteMeta {
    menu?: PageEntry
    tab?: PageTab
    /** The page is there to write in the books: of no use to whoever may only look. */
    writes?: boolean
    /** The shelf to which a page belongs that is none of its tabs. */
    shelf?: string
    /** What the page is called in the window's title and in the help, where it has a fixed name. */
    title?: string
    /** Key of the help page that F1 opens here. */
    help?: string
  }
}

/** One entry of the menu. */
export interface NavEntry {
  /** The shelf's key or the route's name. */
  key: string
  /** As offices say it. */
  word: string
  to: RouteLocationRaw
  /** It stands in the menu only while something waits on it. */
  whileCounted?: boolean
}

/** Entries that belong together. */
export interface NavGroup {
  name: string
  entries: NavEntry[]
}

/** One page of a shelf. */
export interface ShelfTab {
  key: string
  word: string
  to: RouteLocationRaw
}

/** A route as the menu needs it. */
export interface NamedRoute {
  name?: unknown
  meta: RouteMeta
}

/** The headings in their order; others follow in the order they come. */
const headings = ['三簿', '二册', '一档', '工作', '出口', '本机']

/** The menu: shelves that hold something and pages that exist; empty groups are left out. */
export function groupsOf(registers: RegisterInfo[], routes: NamedRoute[]): NavGroup[] {
  const groups = new Map<string, NavEntry[]>(headings.map((name) => [name, []]))
  const add = (name: string, entry: NavEntry) => {
    const entries = groups.get(name) ?? []
    if (!entries.some((it) => it.key === entry.key)) entries.push(entry)
    groups.set(name, entries)
  }
  for (const it of registers) {
    if (it.shelf === 'settings') continue
    const first = routes.find((page) => page.meta.tab?.first && page.meta.tab.shelf === it.shelf)
    add(it.shelf_group, {
      key: it.shelf,
      word: it.shelf_word,
      to: first ? { name: String(first.name) } : registerPage(it.key),
    })
  }
  const pages = routes.filter((it) => it.meta.menu && typeof it.name === 'string')
  pages.sort((a, b) => (a.meta.menu?.place ?? 0) - (b.meta.menu?.place ?? 0))
  for (const it of pages) {
    const { group, word, whileCounted } = it.meta.menu!
    const entry: NavEntry = { key: String(it.name), word, to: { name: String(it.name) } }
    add(group, whileCounted ? { ...entry, whileCounted } : entry)
  }
  return [...groups]
    .map(([name, entries]) => ({ name, entries }))
    .filter((it) => it.entries.length > 0)
}

/** What stands side by side on a shelf's page; nothing where there is only one thing. */
export function tabsOf(shelf: string, registers: RegisterInfo[], routes: NamedRoute[]): ShelfTab[] {
  const tabs: ShelfTab[] = registers
    .filter((it) => it.shelf === shelf)
    .map((it) => ({ key: it.key, word: it.title, to: registerPage(it.key) }))
  for (const it of routes) {
    if (it.meta.tab?.shelf !== shelf || typeof it.name !== 'string') continue
    const tab = { key: it.name, word: it.meta.tab.word, to: { name: it.name } }
    if (it.meta.tab.first) tabs.unshift(tab)
    else tabs.push(tab)
  }
  return tabs.length > 1 ? tabs : []
}

/** The shelf on which the shown page stands; `null` for pages outside the shelves. */
export function shelfOf(
  route: { name?: unknown; meta: RouteMeta; params: Record<string, unknown> },
  registers: RegisterInfo[],
): string | null {
  if (route.meta.tab) return route.meta.tab.shelf
  if (route.meta.shelf) return route.meta.shelf
  const shown = registers.find((it) => it.key === route.params.register)
  return shown ? shown.shelf : null
}

function registerPage(register: string): RouteLocationRaw {
  return { name: 'register', params: { register } }
}
