import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { fieldNamed } from '@/features/record/fields.fixture'
import GridTable from './GridTable.vue'
import { useSheet, type Sheet } from './sheet'

const field = (key: string, label: string, sort = 'text') => fieldNamed(key, { label, sort })
const columns = [
  field('name', '姓名', 'name'),
  field('post', '职务'),
  field('phone', '电话', 'phone'),
]

let sheet: Sheet
let grid: VueWrapper
let editor: HTMLTextAreaElement

beforeEach(async () => {
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {}
      disconnect() {}
    },
  )
  sheet = useSheet()
  grid = mount(GridTable, {
    props: { sheet, columns, widths: {}, words: new Map(), nameField: 'name' },
    attachTo: document.body,
  })
  await grid.vm.$nextTick()
  editor = grid.get<HTMLTextAreaElement>('textarea').element
})

const key = (name: string, more: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', {
    key: name,
    bubbles: true,
    cancelable: true,
    ...more,
  })
  editor.dispatchEvent(event)
  return event
}
const type = (text: string, composing = false): void => {
  editor.value = text
  editor.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing: composing }))
}
const cell = (row: number, key: string): string => sheet.text(sheet.rows.value[row]!, key)

test('the first letter of an input method opens the cell and is not lost', async () => {
  const first = key('Process', { keyCode: 229 } as KeyboardEventInit)
  expect(first.defaultPrevented, 'the key belongs to the input method').toBe(false)
  editor.dispatchEvent(new CompositionEvent('compositionstart', { bubbles: true }))
  type('w', true)
  type('wang', true)
  const taken = key('Enter', { keyCode: 229, isComposing: true } as KeyboardEventInit)
  expect(taken.defaultPrevented, 'Enter takes the candidate').toBe(false)
  expect(cell(0, 'name'), 'half a syllable stands in no cell').toBe('')
  type('王明')
  editor.dispatchEvent(new CompositionEvent('compositionend', { bubbles: true, data: '王明' }))
  key('Enter')
  expect(cell(0, 'name')).toBe('王明')
  expect(editor.value, 'the editor waits over the next cell').toBe('')
})

test('a letter typed over a cell takes its place; F2 goes on writing it', async () => {
  type('甲')
  key('Enter')
  key('ArrowLeft')
  type('乙')
  key('Tab')
  expect(cell(0, 'name')).toBe('乙')
  key('ArrowLeft')
  key('F2')
  expect(editor.value).toBe('乙')
  type('乙丙')
  key('Escape')
  expect(cell(0, 'name'), 'Esc brings back what stood there').toBe('乙')
  key('y', { ctrlKey: true })
  expect(cell(0, 'name'), 'and one step what was typed').toBe('乙丙')
})

test('Enter and Tab fill a line and go on to the next', () => {
  type('王明')
  key('Tab')
  type('书记')
  key('Enter')
  type('13800000000')
  key('Enter')
  type('李四')
  key('Enter')
  expect(cell(0, 'phone')).toBe('13800000000')
  expect(cell(1, 'name')).toBe('李四')
  key('Enter', { shiftKey: true })
  key('Enter', { shiftKey: true })
  key('Delete')
  expect(cell(0, 'phone'), 'with Shift they go back').toBe('')
})

test('a line is filled down and emptied', () => {
  type('甲')
  key('Enter')
  key('ArrowLeft')
  key('ArrowDown', { shiftKey: true })
  key('ArrowDown', { shiftKey: true })
  key('d', { ctrlKey: true })
  expect([0, 1, 2].map((it) => cell(it, 'name'))).toEqual(['甲', '甲', '甲'])
  key('Delete')
  expect([0, 1, 2].map((it) => cell(it, 'name'))).toEqual(['', '', ''])
  key('z', { ctrlKey: true })
  expect(cell(2, 'name')).toBe('甲')
})

test('a block is handed over with the place it goes to', async () => {
  key('ArrowRight')
  const event = new Event('paste', { bubbles: true, cancelable: true })
  Object.assign(event, {
    clipboardData: {
      getData: (sort: string) => (sort === 'text/plain' ? '书记\t007\n主任\t008' : ''),
    },
  })
  editor.dispatchEvent(event)
  expect(event.defaultPrevented).toBe(true)
  expect(grid.emitted('paste')?.[0]).toEqual([
    [
      ['书记', '007'],
      ['主任', '008'],
    ],
    0,
    1,
  ])
})

test('what is marked is copied as text', () => {
  type('王明')
  key('Tab')
  type('007')
  key('Enter')
  key('Home')
  key('ArrowRight', { shiftKey: true })
  const kept: Record<string, string> = {}
  const event = new Event('copy', { bubbles: true, cancelable: true })
  Object.assign(event, {
    clipboardData: { setData: (sort: string, text: string) => (kept[sort] = text) },
  })
  editor.dispatchEvent(event)
  expect(kept['text/plain']).toBe('王明\t007')
  expect(kept['text/html']).toContain("mso-number-format:'\\@'")
})

test('a choice is taken by Enter before its list is drawn, and the cell beside is next', async () => {
  await grid.setProps({
    columns: [
      fieldNamed('category', {
        sort: 'choice',
        choices: ['供电通信', '道路交通'],
        readings: ['gongdiantongxin gdtx', 'daolujiaotong dljt'],
      }),
      ...columns,
    ],
  })
  type('gd')
  key('Enter')
  type('王明')
  key('Enter')
  await flushPromises()
  expect(cell(0, 'category')).toBe('供电通信')
  expect(cell(0, 'name')).toBe('王明')
})

test('↓ walks the list, Esc closes it and then brings back what stood there', async () => {
  const choices = ['供电通信', '道路交通']
  await grid.setProps({
    columns: [fieldNamed('category', { sort: 'choice', choices, readings: ['', ''] }), ...columns],
  })
  key('F2')
  await flushPromises()
  key('ArrowDown')
  key('ArrowDown')
  key('Enter')
  expect(cell(0, 'category'), 'the row stays').toBe('道路交通')
  key('ArrowLeft')
  type('供')
  await flushPromises()
  expect(document.querySelector('[data-test=offers]')).not.toBeNull()
  key('Escape')
  await flushPromises()
  expect(document.querySelector('[data-test=offers]')).toBeNull()
  expect(editor.value, 'the text is left alone').toBe('供')
  key('Escape')
  expect(cell(0, 'category')).toBe('道路交通')
})

test('a cell of several values takes one after the other with Enter, and goes on from an empty one', async () => {
  const choices = ['张贴', '微信群', '广播']
  await grid.setProps({
    columns: [
      fieldNamed('ways', { sort: 'choices', choices, readings: ['zt', 'wxq', 'gb'] }),
      ...columns,
    ],
  })
  type('wx')
  await flushPromises()
  key('Enter')
  expect(editor.value).toBe('微信群、')
  type('微信群、gb')
  key('Enter')
  await flushPromises()
  expect(editor.value, 'also before its list is drawn').toBe('微信群、广播、')
  key('Enter')
  expect(cell(0, 'ways')).toBe('微信群、广播')
  type('王明')
  key('Enter')
  expect(cell(0, 'name')).toBe('王明')
})
