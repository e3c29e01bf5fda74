import { expect, test } from 'vitest'
import { asTerm, inChinese } from './term'

test('a term is written as on the certificate', () => {
  expect(['19', '十九', '19届', '第19届', '第十九届'].map(asTerm)).toEqual(
    Array(5).fill('第十九届'),
  )
  expect(asTerm('北营房镇第十九届')).toBe('北营房镇第十九届')
  expect([8, 10, 11, 20, 21].map(inChinese)).toEqual(['八', '十', '十一', '二十', '二十一'])
})
