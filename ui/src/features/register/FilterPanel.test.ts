import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fieldNamed } from '@/features/record/fields.fixture'
import type { ColumnFilter } from '@/platform/generated/ColumnFilter'
import FilterPanel from './FilterPanel.vue'

const asked = vi.hoisted(() => ({ values_of: vi.fn() }))
vi.mock('@/platform', () => ({ commands: asked, asRefusal: (it: unknown) => it }))

const category = fieldNamed('category', { label: '问题类别' })
let panel: VueWrapper

async function open(more: { filter?: ColumnFilter; sort?: string } = {}): Promise<void> {
  panel = mount(FilterPanel, {
    attachTo: document.body,
    props: {
      field: { ...category, sort: more.sort ?? 'text' },
      list: {} as never,
      filter: more.filter ?? null,
      anchor: document.body,
      sorted: null,
    },
  })
  await flushPromises()
}

const box = (shown: string) => panel.get<HTMLInputElement>(`[data-test="filter-value-${shown}"]`)
const applied = () => panel.emitted('apply')?.at(-1)?.[0]
const apply = () => panel.get('[data-test="filter-apply"]').trigger('click')

beforeEach(() => {
  asked.values_of.mockReset()
  asked.values_of.mockResolvedValue({
    values: [
      { value: '交通出行', shown: '交通出行', count: 12 },
      { value: '环境卫生', shown: '环境卫生', count: 3 },
      { value: '', shown: '（空白）', count: 2 },
    ],
    more: 4,
  })
})
afterEach(() => panel.unmount())

test('ticked values become one condition, also the empty one', async () => {
  await open()
  await box('环境卫生').setValue(true)
  await box('（空白）').setValue(true)
  await apply()
  expect(applied()).toEqual({ field: 'category', how: 'any_of', values: ['环境卫生', ''] })
  expect(panel.text(), 'what is not listed is said').toContain('还有 4 种没有列出')
})

test('what holds already stands ticked, and unticking the last one clears the condition', async () => {
  await open({ filter: { field: 'category', how: 'any_of', values: ['交通出行'] } })
  expect(box('交通出行').element.checked).toBe(true)
  await box('交通出行').setValue(false)
  await apply()
  expect(applied()).toBeNull()
})

test('a written condition takes the place of what was ticked, and the other way round', async () => {
  await open()
  await box('交通出行').setValue(true)
  await panel.get('[data-test="filter-text"]').setValue('校车')
  expect(box('交通出行').element.checked).toBe(false)
  await apply()
  expect(applied()).toEqual({ field: 'category', how: 'contains', values: ['校车'] })
  await box('交通出行').setValue(true)
  await apply()
  expect(applied()).toEqual({ field: 'category', how: 'any_of', values: ['交通出行'] })
})

test('dates are chosen from one day to another, one of them may be left open', async () => {
  await open({ sort: 'date' })
  await panel.get('[data-test="filter-from"]').setValue('2026-03')
  await apply()
  expect(applied()).toEqual({ field: 'category', how: 'between', values: ['2026-03', ''] })
})

test('“not empty” is a condition of its own', async () => {
  await open()
  await box('交通出行').setValue(true)
  await panel.get('[data-test="filter-filled"]').setValue(true)
  expect(box('交通出行').element.checked).toBe(false)
  await apply()
  expect(applied()).toEqual({ field: 'category', how: 'filled', values: [] })
})

test('Enter applies, Esc leaves, and neither does while a syllable is composed', async () => {
  await open()
  const input = panel.get('[data-test="filter-text"]')
  await input.setValue('路')
  await input.trigger('keydown', { key: 'Enter', isComposing: true })
  await input.trigger('keydown', { key: 'Escape', isComposing: true })
  expect(panel.emitted('apply')).toBeUndefined()
  expect(panel.emitted('close')).toBeUndefined()
  await input.trigger('keydown', { key: 'Enter' })
  expect(applied()).toEqual({ field: 'category', how: 'contains', values: ['路'] })
  await input.trigger('keydown', { key: 'Escape' })
  expect(panel.emitted('close')).toHaveLength(1)
})

test('texts that are hardly ever alike are not listed one by one', async () => {
  await open({ sort: 'long_text' })
  expect(asked.values_of).not.toHaveBeenCalled()
  await box('（空白）').setValue(true)
  await apply()
  expect(applied()).toEqual({ field: 'category', how: 'any_of', values: [''] })
})
