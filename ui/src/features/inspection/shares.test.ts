import { expect, test } from 'vitest'
import type { InspectedBook } from '@/platform/generated/InspectedBook'
import type { RaisedObjection } from '@/platform/generated/RaisedObjection'
import { byVirtue, counted, findingOf, opens, percentSaid, rest, yearsUpTo } from './shares'

const share = (virtue: string, kept: number, asked: number, percent: number | null) => ({
  virtue,
  word: virtue,
  kept,
  asked,
  percent,
})
const raised = (key: string, virtue: string, count: number, advice = false): RaisedObjection => ({
  key,
  virtue,
  said: '逾期没有答复',
  remedy: '催办',
  source: '',
  measure: '件',
  advice,
  count,
  items: [],
})
const book: InspectedBook = {
  key: 'opinions',
  place: '簿三',
  title: '意见簿',
  records: 6,
  shares: [share('full', 6, 6, 100), share('clear', 0, 0, null), share('timely', 5, 6, 83.3)],
  objections: [raised('overdue', 'timely', 1), raised('no_original', 'full', 4, true)],
}

test('shares are said with one digit, and nothing asked is a dash', () => {
  expect(book.shares.map(percentSaid)).toEqual(['100%', '—', '83.3%'])
})

test('advice is listed and not counted', () => {
  expect(counted(book)).toBe(1)
  expect(byVirtue(book).map((it) => [it.word, it.objections.length])).toEqual([
    ['full', 1],
    ['timely', 1],
  ])
})

test('an empty book is not in order, and advice is no all-clear', () => {
  expect(findingOf(book)).toEqual({ kind: 'late', said: '1 处' })
  expect(findingOf({ ...book, objections: [raised('no_original', 'full', 4, true)] })).toEqual({
    kind: 'note',
    said: '提示 4 处',
  })
  expect(findingOf({ ...book, objections: [] })).toEqual({ kind: 'fine', said: '没有' })
  expect(findingOf({ ...book, objections: [], records: 0 })).toEqual({
    kind: 'soon',
    said: '还没有登记',
  })
})

test('an item says only what its heading does not', () => {
  const item = {
    register: 'opinions',
    id: '7',
    title: '第3号',
    sentence: '逾期没有答复：逾期 45 天',
  }
  expect(rest(book.objections[0]!, item)).toBe('逾期 45 天')
  expect(rest(book.objections[0]!, { ...item, sentence: '逾期没有答复' })).toBe('')
  expect(opens(item)).toEqual({ name: 'record', params: { register: 'opinions', id: '7' } })
  expect(opens({ ...item, id: '' })).toEqual({ name: 'register', params: { register: 'opinions' } })
})

test('years begin with today', () => {
  expect(yearsUpTo('2026-11-25').slice(0, 2)).toEqual([2026, 2025])
})
