import { flushPromises, mount } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h } from 'vue'
import { textsIn, useAutosave, type Autosave } from './autosave'
import { useDraft, type Draft } from './draft'

const asked = vi.hoisted(() => ({ keep_draft: vi.fn(), drop_draft: vi.fn(), drafts: vi.fn() }))
vi.mock('@/platform', () => ({ commands: asked, asRefusal: (it: unknown) => it }))

vi.mock('@/frame/session', () => ({ may: () => true }))

let draft: Draft
let autosave: Autosave
const at = { name: 'record/roster/new', title: '代表名册：新增代表', place: '/r/roster/new' }

function page() {
  return mount(
    defineComponent(() => {
      draft = useDraft()
      autosave = useAutosave(() => at, draft)
      return () => h('div')
    }),
  )
}

beforeEach(() => {
  vi.useFakeTimers()
  vi.clearAllMocks()
  asked.keep_draft.mockResolvedValue({ at: '14:32' })
  asked.drop_draft.mockResolvedValue({})
})
afterEach(() => vi.useRealTimers())

test('the draft is kept two seconds after the last key', async () => {
  page()
  draft.write('name', '丁')
  await flushPromises()
  vi.advanceTimersByTime(1500)
  draft.write('name', '丁霞华')
  await flushPromises()
  vi.advanceTimersByTime(1500)
  expect(asked.keep_draft).not.toHaveBeenCalled()
  vi.advanceTimersByTime(600)
  await flushPromises()
  expect(asked.keep_draft).toHaveBeenCalledExactlyOnceWith({ ...at, body: '{"name":"丁霞华"}' })
  expect(autosave.keptAt.value).toBe('14:32')
})

test('leaving a field keeps it at once, and only when something differs', async () => {
  page()
  draft.write('name', '丁霞华')
  await autosave.flush()
  await autosave.flush()
  expect(asked.keep_draft).toHaveBeenCalledTimes(1)
  draft.write('name', '')
  await autosave.flush()
  expect(asked.drop_draft, 'nothing is left to keep').toHaveBeenCalledWith({ name: at.name })
})

test('what cannot be kept is said, and tried again with the next text', async () => {
  page()
  asked.keep_draft.mockRejectedValueOnce({ message: '磁盘满了' })
  draft.write('name', '丁')
  await autosave.flush()
  expect(autosave.failed.value).toBe('磁盘满了')
  draft.write('name', '丁霞')
  await autosave.flush()
  expect(autosave.failed.value).toBeNull()
})

test('a page that goes away keeps what was written; a saved one does not', async () => {
  const first = page()
  draft.write('name', '丁霞华')
  first.unmount()
  await flushPromises()
  expect(asked.keep_draft).toHaveBeenCalledTimes(1)
  const second = page()
  draft.write('name', '丁霞华')
  draft.discard()
  await autosave.drop()
  second.unmount()
  await flushPromises()
  expect(asked.keep_draft).toHaveBeenCalledTimes(1)
})

test('a draft of another make is no reason to stumble', () => {
  expect(textsIn('{"name":"丁","n":3}')).toEqual({ name: '丁' })
  expect(textsIn('[1')).toEqual({})
  expect(textsIn('null')).toEqual({})
})
