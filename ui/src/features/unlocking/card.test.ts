import { expect, test } from 'vitest'
import { charactersOf, shortOf } from './card'

test('a card is counted however it is typed', () => {
  expect(charactersOf('1．丙 乙，3 丁\n')).toEqual(['丙', '乙', '丁'])
  expect([shortOf(3), shortOf(24), shortOf(25)]).toEqual([
    '已输入 3 个字，还差 21 个',
    '24 个字齐了',
    '多了 1 个字',
  ])
})
