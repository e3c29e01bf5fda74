import { expect, test } from 'vitest'
import type { SchemeView } from '@/platform/generated/SchemeView'
import { cellsOf, moved, optionsOf, partsOf, placed } from './scheme'

const field = (key: string, section: string) => ({ key, section }) as SchemeView
const fields = [field('a', '一'), field('b', '一'), field('c', '二'), field('d', '二')]
const written = (order: { field: string; section: string }[] | null) =>
  order?.map((it) => it.field + it.section).join(' ')

test('fields stand under their headings', () => {
  expect(partsOf(fields).map((it) => it.heading + it.fields.length)).toEqual(['一2', '二2'])
})

test('a field left alone on its line takes all of it', () => {
  const part = (...said: string[]) => ({
    heading: '',
    fields: said.map(
      (it) =>
        ({ key: it, full_line: it.endsWith('long'), hidden: it.endsWith('hidden') }) as SchemeView,
    ),
  })
  const whole = (...said: string[]) =>
    cellsOf(part(...said))
      .filter((it) => it.whole)
      .map((it) => it.field.key)
  expect(whole('a', 'b', 'c')).toEqual(['c'])
  expect(whole('a', 'b-long', 'c', 'd')).toEqual(['a', 'b-long'])
  expect(whole('a', 'b-hidden', 'c')).toEqual([])
})

test('a field moves within its part, and across a heading into the next', () => {
  expect(written(moved(fields, 'b', -1))).toBe('b一 a一 c二 d二')
  expect(written(moved(fields, 'c', -1))).toBe('a一 b一 c一 d二')
  expect(written(moved(fields, 'b', 1))).toBe('a一 b二 c二 d二')
  expect(moved(fields, 'a', -1)).toBeNull()
})

test('a field put before another takes its part', () => {
  expect(written(placed(fields, 'd', 'b'))).toBe('a一 d一 b一 c二')
  expect(written(placed(fields, 'a', 'd'))).toBe('b一 c二 a二 d二')
})

test('options are read line by line', () => {
  expect(optionsOf('交通\n饮水、环境，\n')).toEqual(['交通', '饮水', '环境'])
})
