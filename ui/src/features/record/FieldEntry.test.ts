import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import FieldEntry from './FieldEntry.vue'

const field: FieldSchema = {
  key: 'post',
  label: '工作单位及职务',
  sort: 'text',
  choices: [],
  register: null,
  need: 'optional',
  sensitive: false,
  hint: '',
  listed: true,
  printed: true,
  hidden: false,
  editable: true,
  section: null,
  full_line: false,
  summed: false,
}
const props = { field, text: '', edited: false, toFill: true, locked: false, findings: [], fault: null, conflict: null }

test('half a syllable is not yet text', async () => {
  const entry = mount(FieldEntry, { props })
  const input = entry.get('input')
  input.element.value = 'shu'
  input.element.dispatchEvent(new InputEvent('input', { isComposing: true }))
  expect(entry.emitted('write'), 'nothing is written while composing').toBeUndefined()
  input.element.value = '书记'
  await input.trigger('compositionend')
  expect(entry.emitted('write')).toEqual([['书记']])
})

test('a finding stands at its field with the way out', async () => {
  const finding = { id: 'f1', field: 'post', label: '工作单位及职务', raw: '？？', reason: '看不清', hint: '请核对', origin: '名册.xlsx 第9行', state: '待核实' }
  const entry = mount(FieldEntry, { props: { ...props, findings: [finding] } })
  expect(entry.text()).toContain('？？')
  await entry.get('[data-test="settle-post"]').trigger('click')
  expect(entry.emitted('settle')).toEqual([['f1']])
  expect(entry.find('[data-test="to-fill-post"]').exists(), '待补 is marked').toBe(true)
})
