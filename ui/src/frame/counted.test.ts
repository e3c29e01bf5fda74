import { expect, test } from 'vitest'
import { byCount } from './counted'

test('groups stand in the order in which one counts', () => {
  const groups = ['第三代表小组', '第十代表小组', '第一代表小组', '第十二代表小组', '第二代表小组']
  expect(groups.sort(byCount)).toEqual([
    '第一代表小组',
    '第二代表小组',
    '第三代表小组',
    '第十代表小组',
    '第十二代表小组',
  ])
  expect(['镇区代表小组', '河东代表小组'].sort(byCount)).toEqual(['河东代表小组', '镇区代表小组'])
})
