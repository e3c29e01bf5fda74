import { expect, test } from 'vitest'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { Schema } from '@/platform/generated/Schema'
import { fitting, frozen, noChoice } from './columns'

const columns = ['序号', '姓名', '单位', '电话'].map((label) => ({
  key: label,
  label,
  sort: 'text',
})) as FieldSchema[]
const widths = { 序号: 4, 姓名: 7, 单位: 12, 电话: 8 }
const kept = (freeze: string | null) =>
  Object.keys(frozen(columns, { ...noChoice, widths, freeze }, '姓名', 3))

test('columns up to the chosen one stay in sight', () => {
  expect(kept(null), 'by itself the first and the name').toEqual(['序号', '姓名'])
  expect(kept('none')).toEqual([])
  expect(kept('单位')).toEqual(['序号', '姓名', '单位'])
  expect(kept('已隐藏'), 'a column that is not shown holds nothing').toEqual(['序号', '姓名'])
  expect(frozen(columns, { ...noChoice, widths, freeze: '单位' }, '姓名', 3)['单位']).toBe(14)
})

test('so much is never frozen that nothing beside it could be seen', () => {
  const wide = { ...noChoice, widths: { ...widths, 单位: 60 }, freeze: '电话' }
  expect(Object.keys(frozen(columns, wide, '姓名', 3))).toEqual(['序号', '姓名', '电话'])
})

test('what a register is opened for is shown before the rest, in the order of the form', () => {
  const fields = ['站点', '标题', '来源', '主办单位', '状态'].map((label) => ({
    key: label,
    label,
    sort: 'text',
    listed: true,
  })) as FieldSchema[]
  const shown = (foremost: string[], ems: number) =>
    fitting({ name_field: '标题', foremost, fields } as unknown as Schema, ems).map((it) => it.key)
  expect(shown(['状态', '标题'], 22)).toEqual(['标题', '状态'])
  expect(shown(['状态', '标题'], 33)).toEqual(['站点', '标题', '状态'])
  expect(shown([], 22), 'the name goes first by itself').toEqual(['站点', '标题'])
  expect(shown([], 1), 'something is always shown').toEqual(['标题'])
})
