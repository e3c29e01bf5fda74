// How shares and objections are said.
import type { RouteLocationRaw } from 'vue-router'
import { dayOf } from '@/frame/days'
import { asPercent } from '@/frame/percent'
import type { InspectedBook } from '@/platform/generated/InspectedBook'
import type { ObjectionItem } from '@/platform/generated/ObjectionItem'
import type { RaisedObjection } from '@/platform/generated/RaisedObjection'
import type { VirtueShare } from '@/platform/generated/VirtueShare'

/** So many years back are offered: a term and the one before it. */
const back = 10

/** 83.3%; a dash where nothing is asked. */
export function percentSaid(share: VirtueShare): string {
  return share.percent === null ? '—' : asPercent(share.percent)
}

/** 5/6 */
export function fraction(share: VirtueShare): string {
  return `${share.kept}/${share.asked}`
}

/** How many objections count; advice does not. */
export function counted(book: InspectedBook): number {
  return book.objections.reduce((sum, it) => sum + (it.advice ? 0 : it.count), 0)
}

/** What stands in the last column: what counts, else what is only advised; a book in which nothing is written is not in order. */
export function findingOf(book: InspectedBook): {
  kind: 'late' | 'soon' | 'note' | 'fine'
  said: string
} {
  const found = counted(book)
  if (found > 0) return { kind: 'late', said: `${found} 处` }
  if (book.records === 0) return { kind: 'soon', said: '还没有登记' }
  const advised = book.objections.reduce((sum, it) => sum + it.count, 0)
  return advised > 0 ? { kind: 'note', said: `提示 ${advised} 处` } : { kind: 'fine', said: '没有' }
}

/** The objections under the virtue they harm, in the order of the virtues. */
export function byVirtue(book: InspectedBook): { word: string; objections: RaisedObjection[] }[] {
  return book.shares
    .map((share) => ({
      word: share.word,
      objections: book.objections.filter((it) => it.virtue === share.virtue),
    }))
    .filter((it) => it.objections.length > 0)
}

/** What an item adds to what is said of all of them. */
export function rest(objection: RaisedObjection, item: ObjectionItem): string {
  return item.sentence.startsWith(objection.said)
    ? item.sentence.slice(objection.said.length).replace(/^：/, '')
    : item.sentence
}

/** Where an item leads: its record, or the register where something is missing. */
export function opens(item: ObjectionItem): RouteLocationRaw {
  const params = { register: item.register }
  return item.id
    ? { name: 'record', params: { ...params, id: item.id } }
    : { name: 'register', params }
}

/** This year and those before it. */
export function yearsUpTo(today: string | null | undefined): number[] {
  const year = (dayOf(today) ?? new Date()).getFullYear()
  return Array.from({ length: back }, (_, at) => year - at)
}
