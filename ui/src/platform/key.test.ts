// @vitest-environment happy-dom
import { beforeEach, expect, test, vi } from 'vitest'
import { browserHost } from './browser'
import { keepKey, pageKey, takeKey } from './key'

beforeEach(() => {
  sessionStorage.clear()
  vi.unstubAllGlobals()
})

test('the key leaves the address for the session of this page', () => {
  location.hash = '#key=abc'
  takeKey()
  expect(pageKey()).toBe('abc')
  expect(location.hash).toBe('')
  location.hash = '#/r/roster'
  takeKey()
  expect(location.hash).toBe('#/r/roster')
})

test('an answer brings the next key, and a request that was overtaken is sent again', async () => {
  keepKey('one')
  const sent: string[] = []
  const answers = [
    () => {
      // Another request of this page brought the next key meanwhile.
      keepKey('two')
      return new Response('{}', { status: 401 })
    },
    () => new Response('{"fine":true}', { headers: { 'X-Lvzhi-Key': 'three' } }),
  ]
  vi.stubGlobal('fetch', async (_: string, init: RequestInit) => {
    sent.push(new Headers(init.headers).get('X-Lvzhi-Key') ?? '')
    return answers.shift()!()
  })
  expect(await browserHost.invoke('status', {})).toEqual({ fine: true })
  expect(sent).toEqual(['one', 'two'])
  expect(pageKey()).toBe('three')
})
