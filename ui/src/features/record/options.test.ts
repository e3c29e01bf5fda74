import { expect, test } from 'vitest'
import { fieldNamed } from './fields.fixture'
import { choicesFor, valuesIn } from './options'

const category = fieldNamed('category', {
  sort: 'choice',
  choices: ['农业农村', '教育', '教育培训', '交通'],
  readings: ['nongyenongcun nync', 'jiaoyu jy', 'jiaoyupeixun jypx', 'jiaotong jt'],
})

test('a list is found by characters, pinyin and initials', () => {
  expect(choicesFor(category, 'jiaoy')).toEqual(['教育', '教育培训'])
  expect(choicesFor(category, 'NYNC')).toEqual(['农业农村'])
  expect(choicesFor(category, '通')).toEqual(['交通'])
  expect(choicesFor(category, '教育'), 'what is chosen shows the whole list').toEqual(
    category.choices,
  )
  expect(choicesFor(category, 'x')).toEqual([])
})

test('several values are parted as offices part them', () => {
  expect(valuesIn('曹娟、尉迟云，王秀兰；')).toEqual(['曹娟', '尉迟云', '王秀兰'])
})
