import { describe, expect, test } from 'vitest'
import { asTable, asText } from '@/features/register/clipboard'
import { fieldNamed } from '@/features/record/fields.fixture'
import { blockIn, rowsOf } from './paste'
import { pasted } from './pasting'

function clipboard(text: string, html = ''): DataTransfer {
  const kept: Record<string, string> = { 'text/plain': text, 'text/html': html }
  return { getData: (sort: string) => kept[sort] ?? '' } as unknown as DataTransfer
}

describe('text of a sheet', () => {
  test('rows and cells, with the last line break being no row', () => {
    expect(rowsOf('王明\t汉\r\n李四\t\r\n')).toEqual([
      ['王明', '汉'],
      ['李四', ''],
    ])
    expect(rowsOf('一格')).toEqual([['一格']])
  })

  test('cells of several lines stand in quotes, and quotes are doubled in them', () => {
    expect(rowsOf('"第一行\n第二行"\t"他说""好"""\n下一行')).toEqual([
      ['第一行\n第二行', '他说"好"'],
      ['下一行'],
    ])
  })

  test('quotes that a person typed stay', () => {
    expect(rowsOf('"红旗"渠\t"丰收"')).toEqual([['"红旗"渠', '"丰收"']])
    expect(rowsOf('"没有结束\t乙')).toEqual([['"没有结束', '乙']])
  })

  test('leading zeros and long numbers are text', () => {
    expect(rowsOf('007\t130822197806120017')).toEqual([['007', '130822197806120017']])
  })
})

describe('a table', () => {
  test('merged cells are unrolled: down for every row, to the right for the first', () => {
    const html = `<html><body><table>
      <tr><td rowspan=2>一组</td><td>王明</td><td colspan=2>甲</td></tr>
      <tr><td>李
        四</td><td>乙</td><td>丙</td></tr></table></body></html>`
    expect(blockIn(clipboard('', html))).toEqual([
      ['一组', '王明', '甲', ''],
      ['一组', '李 四', '乙', '丙'],
    ])
  })

  test('the text says to the letter what stands in a cell', () => {
    const html =
      '<table><tr><td rowspan=2>一组</td><td>李  四</td></tr><tr><td>007</td></tr></table>'
    expect(blockIn(clipboard('一组\t李  四\n\t007\n', html))).toEqual([
      ['一组', '李  四'],
      ['一组', '007'],
    ])
  })

  test('a line break in a cell stays, the source’s own do not', () => {
    const html = '<table><tr><td>第一行<br>\n  第二行</td></tr></table>'
    expect(blockIn(clipboard('', html))).toEqual([['第一行\n第二行']])
  })

  test('what is copied here comes back the same, in both forms', () => {
    const block = [
      ['007', '130822197806120017', '甲 & <乙>'],
      ['"引"', '两\n行', ''],
    ]
    expect(rowsOf(asText(block))).toEqual(block)
    expect(blockIn(clipboard('', asTable(block)))).toEqual(block)
    expect(blockIn(clipboard(asText(block), asTable(block)))).toEqual(block)
    expect(asTable(block), 'cells say that they are text').toContain("mso-number-format:'\\@'")
  })
})

test('a block goes in under its headings, as the core matches them', () => {
  const fields = [fieldNamed('name'), fieldNamed('ethnic')]
  const block = [
    ['民族', '日期', '姓 名', '陪同'],
    ['汉', '11.21', '王明', '无'],
  ]
  const found = {
    rows: 1,
    fields: ['ethnic', 'received_on', 'name', null],
    unused: ['陪同'],
  }
  const it = pasted(block, { row: 4, column: 1 }, fields, fields, found)
  expect(it.writes).toEqual([
    { row: 4, field: 'ethnic', text: '汉' },
    { row: 4, field: 'name', text: '王明' },
  ])
  expect(it.unused, 'also what is asked for elsewhere').toEqual(['陪同', '日期'])
  const bare = pasted([['甲', '乙', '丙']], { row: 0, column: 1 }, fields, fields, null)
  expect(bare.writes).toEqual([{ row: 0, field: 'ethnic', text: '甲' }])
  expect(bare.over).toBe(2)
})
