import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { expect, test, vi } from 'vitest'
import FieldEntry from './FieldEntry.vue'
import { fieldNamed } from './fields.fixture'

const asked = vi.hoisted(() => ({ understand: vi.fn(), list: vi.fn(), schema: vi.fn() }))
vi.mock('@/platform', () => ({ commands: asked, asRefusal: (it: unknown) => it }))

const post = fieldNamed('post', { label: '工作单位及职务' })

function entry(more: object = {}): VueWrapper {
  return mount(FieldEntry, {
    attachTo: document.body,
    props: {
      register: 'roster',
      scope: 'field',
      field: post,
      text: '',
      edited: false,
      toFill: true,
      locked: false,
      wide: false,
      findings: [],
      fault: null,
      suggested: null,
      others: () => '',
      ...more,
    },
  })
}

function type(
  input: HTMLInputElement | HTMLTextAreaElement,
  text: string,
  isComposing = false,
): void {
  input.value = text
  input.dispatchEvent(new InputEvent('input', { bubbles: true, isComposing }))
}

test('half a syllable is not yet text, and a new view leaves it alone', async () => {
  const it = entry()
  const input = it.get('input').element
  input.dispatchEvent(new CompositionEvent('compositionstart'))
  type(input, 'shu', true)
  expect(it.emitted('write'), 'nothing is written while composing').toBeUndefined()
  await it.setProps({ toFill: false, text: '别处来的' })
  expect(input.value, 'what is being composed stays in the field').toBe('shu')
  input.value = '书记'
  input.dispatchEvent(new CompositionEvent('compositionend'))
  expect(it.emitted('write')).toEqual([['书记']])
})

test('text that comes from elsewhere is shown when nothing is being composed', async () => {
  const it = entry({ text: '书记' })
  expect(it.get('input').element.value).toBe('书记')
  await it.setProps({ text: '主任' })
  expect(it.get('input').element.value).toBe('主任')
})

test('a long text waits for its composition as well', async () => {
  const it = entry({ field: fieldNamed('content', { sort: 'long_text' }) })
  const area = it.get('textarea').element
  area.dispatchEvent(new CompositionEvent('compositionstart'))
  type(area, 'xiaoche', true)
  area.value = '校车'
  area.dispatchEvent(new CompositionEvent('compositionend'))
  expect(it.emitted('write')).toEqual([['校车']])
})

test('a choice is found by initials and taken with Enter, but not with the Enter of an input method', async () => {
  const field = fieldNamed('ethnic', {
    sort: 'code',
    choices: ['汉族', '回族'],
    readings: ['hanzu hz', 'huizu hz'],
  })
  const it = entry({ field })
  const input = it.get('input').element
  type(input, 'hu')
  await flushPromises()
  await it.setProps({ text: 'hu' })
  expect(it.findAll('[data-test="option"]').map((li) => li.text())).toEqual(['回族'])
  input.dispatchEvent(
    new KeyboardEvent('keydown', {
      key: 'Enter',
      bubbles: true,
      keyCode: 229,
    } as KeyboardEventInit),
  )
  expect(it.emitted('write')?.at(-1), 'the candidate’s Enter takes nothing').toEqual(['hu'])
  await it.get('input').trigger('keydown', { key: 'Enter' })
  expect(it.emitted('write')?.at(-1)).toEqual(['回族'])
})

test('Esc closes the list and leaves the text', async () => {
  const field = fieldNamed('ethnic', { sort: 'code', choices: ['汉族'], readings: ['hanzu hz'] })
  const it = entry({ field, text: 'h' })
  await it.get('input').trigger('click')
  await flushPromises()
  expect(it.find('[role="listbox"]').exists()).toBe(true)
  await it.get('input').trigger('keydown', { key: 'Escape' })
  expect(it.find('[role="listbox"]').exists()).toBe(false)
  expect(it.get('input').element.value).toBe('h')
})

test('characters that spell a new name are not replaced by a known one', async () => {
  asked.schema.mockResolvedValue({ name_field: 'name', fields: [] })
  asked.list.mockResolvedValue({ total: 1, rows: [{ id: '1', values: { name: '第八选区东' } }] })
  const it = entry({
    field: fieldNamed('constituency', { sort: 'ref', register: 'constituencies', makes: true }),
  })
  type(it.get('input').element, '第八选区')
  await flushPromises()
  await it.get('input').trigger('keydown', { key: 'Enter' })
  expect(it.emitted('write')?.at(-1), 'what was typed stands').toEqual(['第八选区'])
})

test('several values are chips; the one still being typed counts', async () => {
  const field = fieldNamed('level', {
    sort: 'choices',
    choices: ['乡镇', '县', '省'],
    readings: ['xiangzhen xz', 'xian x', 'sheng s'],
  })
  const it = entry({ field, text: '乡镇' })
  expect(it.findAll('.chip').length).toBe(1)
  type(it.get('input').element, '县')
  await flushPromises()
  expect(it.emitted('write')?.at(-1)).toEqual(['乡镇、县'])
  await it.setProps({ text: '乡镇、县' })
  await it.get('input').trigger('keydown', { key: 'Enter' })
  expect(it.findAll('.chip').map((chip) => chip.text().replace('×', '').trim())).toEqual([
    '乡镇',
    '县',
  ])
  await it.get('[data-test="remove-field-level-0"]').trigger('click')
  expect(it.emitted('write')?.at(-1)).toEqual(['县'])
})

test('an ID number offers birth date and sex and stores neither', async () => {
  asked.understand.mockResolvedValue({
    text: '34052419800101001X',
    shown: '',
    reason: '',
    hint: '',
    offers: [
      { field: 'born', label: '出生日期', text: '1980-01-01' },
      { field: 'sex', label: '性别', text: '男' },
    ],
  })
  const field = fieldNamed('id_number', { sort: 'id_number', sensitive: true })
  const others = (key: string) => (key === 'sex' ? '男' : '')
  const it = entry({ field, text: '34052419800101001x', edited: true, others })
  await it.get('input').trigger('blur')
  await flushPromises()
  expect(it.emitted('write'), 'the last letter is written as cards write it').toEqual([
    ['34052419800101001X'],
  ])
  await it.setProps({ text: '34052419800101001X' })
  expect(
    it.find('[data-test="offer-sex"]').exists(),
    'what already stands there is not offered',
  ).toBe(false)
  await it.get('[data-test="offer-born"]').trigger('click')
  expect(it.emitted('fill')).toEqual([['born', '1980-01-01']])
})

test('a telephone number is covered until it is asked for', async () => {
  const field = fieldNamed('phone', { sort: 'phone', sensitive: true })
  const it = entry({ field, text: '19912342345' })
  expect(it.text()).toContain('199****2345')
  expect(it.find('input').exists()).toBe(false)
  await it.get('[data-test="show-phone"]').trigger('click')
  expect(it.get('input').element.value).toBe('19912342345')
})

test('a finding stands at its field with the way out', async () => {
  const finding = {
    id: 'f1',
    field: 'post',
    label: '工作单位及职务',
    raw: '？？',
    reason: '看不清',
    hint: '请核对',
    origin: '名册.xlsx 第9行',
    state: '待核实',
    open: true,
  }
  const it = entry({ findings: [finding] })
  expect(it.text()).toContain('？？')
  await it.get('[data-test="settle-post"]').trigger('click')
  expect(it.emitted('settle')).toEqual([['f1']])
  expect(it.find('[data-test="to-fill-post"]').exists(), '待补 is marked').toBe(true)
})
