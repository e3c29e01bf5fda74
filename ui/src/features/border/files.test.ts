import { expect, test } from 'vitest'
import { fileNameOf, kindOf, partLine, toneOf } from './files'

test('a part says how many rows it has and what was left out', () => {
  const part = { name: 'table-roster', title: '代表名册', rows: 3, left_out: ['身份证号', '住址'] }
  expect(partLine(part)).toBe('代表名册：3 行，不含身份证号、住址')
  expect(partLine({ ...part, left_out: [] })).toBe('代表名册：3 行')
})

test('states and kinds have words and colours', () => {
  expect(toneOf('已退回')).toBe('late')
  expect(toneOf('待填报')).toBe('soon')
  expect(toneOf('已批复')).toBe('done')
  expect(kindOf('return')).toBe('退回')
  expect(kindOf('something new')).toBe('文件')
})

test('a number becomes the name of a file', () => {
  expect(fileNameOf('柳河镇〔2026〕上报第3号')).toBe('柳河镇〔2026〕上报第3号.rds')
  expect(fileNameOf('a/b:c')).toBe('abc.rds')
})
