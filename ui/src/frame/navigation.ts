// The menu in the books' words: 三簿, 二册, 一档, and the lists that they refer to.
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'

/** One entry of the menu. */
export interface NavEntry {
  /** The register's key. */
  key: string
  /** As offices say it. */
  word: string
}

/** Entries that belong together. */
export interface NavGroup {
  name: string
  entries: NavEntry[]
}

const words: Record<string, string> = { receptions: '接待登记', roster: '代表名册' }
const books: [prefix: string, name: string][] = [
  ['簿', '三簿'],
  ['册', '二册'],
  ['档', '一档'],
]

/** The registers there are, under the books they belong to; empty groups are left out. */
export function groupsOf(registers: RegisterInfo[]): NavGroup[] {
  const named = books.map(([prefix, name]) => ({
    name,
    entries: registers.filter((it) => it.book.startsWith(prefix)).map(entryOf),
  }))
  const rest = registers.filter((it) => !books.some(([prefix]) => it.book.startsWith(prefix)))
  return [...named, { name: '其它名册', entries: rest.map(entryOf) }].filter(
    (it) => it.entries.length > 0,
  )
}

function entryOf(register: RegisterInfo): NavEntry {
  return { key: register.key, word: words[register.key] ?? register.title }
}
