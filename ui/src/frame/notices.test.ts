import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Refusal } from '@/platform'
import {
  hush,
  leaveBehind,
  notePressed,
  notice,
  overtake,
  sayDone,
  sayFaulty,
  sayRefused,
} from './notices'

vi.mock('./session', () => ({ refreshStatus: vi.fn() }))

const refused = (faults: string[]) =>
  new Refusal({
    code: 'invalid',
    message: '没有填“姓名”',
    hint: '请填上姓名再保存',
    faults: faults.map((field) => ({ field, label: field, reason: '没有填', hint: '' })),
    id: null,
  })

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  hush()
  vi.useRealTimers()
})

test('one thing is said at a time, and what is done goes by itself', () => {
  sayRefused(refused([]))
  expect(notice.value?.said).toBe('没有填“姓名”。请填上姓名再保存。')
  sayDone('已保存')
  expect(notice.value).toEqual({ kind: 'done', said: '已保存' })
  vi.advanceTimersByTime(6000)
  expect(notice.value).toBeNull()
})

test('what was refused stays until it is read', () => {
  sayRefused(refused([]))
  vi.advanceTimersByTime(600_000)
  expect(notice.value?.said).toContain('没有填“姓名”')
})

test('what a form says at its fields is not said again', () => {
  sayFaulty(refused(['name', 'name', 'phone']), () => true)
  expect(notice.value?.said).toBe('还没有保存：标红的 2 栏要先改好')
  sayFaulty(refused(['name', 'hidden']), (key) => key === 'name')
  expect(notice.value?.said).toContain('没有填“姓名”')
})

test('it does not follow to the next page, unless it led there', () => {
  sayDone('已导入')
  leaveBehind()
  expect(notice.value?.said).toBe('已导入')
  sayRefused(refused([]))
  leaveBehind()
  expect(notice.value, 'what was refused here is nothing to the next page').toBeNull()
  sayDone('已导入')
  notePressed()
  leaveBehind()
  expect(notice.value).toBeNull()
})

test('what was refused goes when something was saved after it', () => {
  sayRefused(refused([]))
  overtake()
  expect(notice.value?.said, 'the same press saved a part').toContain('没有填“姓名”')
  notePressed()
  overtake()
  expect(notice.value).toBeNull()
  sayDone('已导入')
  notePressed()
  overtake()
  expect(notice.value?.said, 'what is done goes by itself').toBe('已导入')
})
