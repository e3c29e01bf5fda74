import { expect, test } from 'vitest'
import { fieldNamed } from './fields.fixture'
import { partsOf } from './form-lines'

test('parts begin at their headings and no line stays half empty', () => {
  const parts = partsOf([
    fieldNamed('name', { section: '基本情况' }),
    fieldNamed('sex'),
    fieldNamed('born'),
    fieldNamed('content', { full_line: true }),
    fieldNamed('phone', { section: '联系方式' }),
  ])
  expect(
    parts.map((it) => [it.heading, it.cells.map((cell) => [cell.field.key, cell.wide])]),
  ).toEqual([
    [
      '基本情况',
      [
        ['name', false],
        ['sex', false],
        ['born', true],
        ['content', true],
      ],
    ],
    ['联系方式', [['phone', true]]],
  ])
})

test('a form without headings is one part', () => {
  const parts = partsOf([fieldNamed('name'), fieldNamed('remark')])
  expect(parts.map((it) => it.heading)).toEqual([''])
})
