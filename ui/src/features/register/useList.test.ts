import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { defineComponent, h, reactive } from 'vue'
import type { TotalsRequest } from '@/platform/generated/TotalsRequest'
import { useList, type List } from './useList'

const asked = vi.hoisted(() => ({ list: vi.fn(), totals: vi.fn(), schema: vi.fn() }))
const said = vi.hoisted(() => vi.fn())
vi.mock('@/platform', () => ({ commands: asked, asRefusal: (it: unknown) => it }))
vi.mock('@/frame/notices', () => ({ sayRefused: said }))
vi.mock('./columns', () => ({ noChoice: {}, ownColumns: async () => ({}) }))
const route = reactive<{ query: Record<string, string | undefined> }>({ query: {} })
vi.mock('vue-router', () => ({
  useRoute: () => route,
  useRouter: () => ({ replace: ({ query }: typeof route) => void (route.query = query) }),
}))

/** Answers to `totals`, given when the test says so. */
interface Count {
  request: TotalsRequest
  answer: (total: number) => void
  giveWay: () => void
}

let list: List
let page: VueWrapper
let counts: Count[]

const rowsOnly = (rows: string[], total: number) => ({
  rows: rows.map((id) => ({ id })),
  total,
  counted: false,
  filters: [],
})

async function open(): Promise<void> {
  page = mount(
    defineComponent(() => {
      list = useList('receptions', () => ['heads'])
      return () => h('div')
    }),
  )
  await list.load()
  await flushPromises()
}

beforeEach(() => {
  vi.resetAllMocks()
  route.query = {}
  counts = []
  asked.schema.mockResolvedValue({})
  asked.totals.mockImplementation(
    (request: TotalsRequest) =>
      new Promise((answer, refuse) => {
        counts.push({
          request,
          answer: (total) => answer({ total, columns: [] }),
          giveWay: () => refuse({ code: 'cancelled' }),
        })
      }),
  )
})
afterEach(() => page.unmount())

test('rows are shown before they are counted, and the count when it is known', async () => {
  asked.list.mockResolvedValue(rowsOnly(['a', 'b'], 51))
  await open()
  expect(asked.list).toHaveBeenCalledWith(expect.objectContaining({ rows_first: true, limit: 50 }))
  expect(list.page.value).toMatchObject({ counted: false, total: 51, rows: [{ id: 'a' }, {}] })
  expect(counts.at(-1)?.request.fields, 'the count alone comes first').toEqual([])
  counts.at(-1)?.answer(96216)
  await flushPromises()
  expect(list.page.value).toMatchObject({ counted: true, total: 96216, rows: [{ id: 'a' }, {}] })
  expect(list.totals.value, 'the figures follow').toBeNull()
  expect(counts.at(-1)?.request.fields).toEqual(['heads'])
  counts.at(-1)?.answer(96216)
  await flushPromises()
  expect(list.totals.value?.total).toBe(96216)
})

test('what is typed next does not wait for the count, whose answer is dropped', async () => {
  asked.list.mockResolvedValue(rowsOnly(['a'], 51))
  await open()
  asked.list.mockResolvedValue({ ...rowsOnly(['b'], 1), counted: true })
  list.show({ search: '路灯' })
  await flushPromises()
  expect(list.page.value).toMatchObject({ counted: true, total: 1, rows: [{ id: 'b' }] })
  counts[0]?.answer(96216)
  await flushPromises()
  expect(list.page.value?.total, 'the count of another list').toBe(1)
  expect(said).not.toHaveBeenCalled()
})

test('a count that gave way is asked for again as long as somebody looks', async () => {
  asked.list.mockResolvedValue(rowsOnly(['a'], 51))
  await open()
  counts[0]?.giveWay()
  await flushPromises()
  expect(counts).toHaveLength(2)
  counts[1]?.answer(700)
  await flushPromises()
  expect(list.page.value).toMatchObject({ counted: true, total: 700 })
  counts[2]?.giveWay()
  page.unmount()
  await flushPromises()
  expect(counts, 'nobody looks any more').toHaveLength(3)
  expect(said, 'giving way is no refusal').not.toHaveBeenCalled()
})

test('another page of the same rows keeps the count while it is taken anew', async () => {
  asked.list.mockResolvedValue(rowsOnly(['a'], 51))
  await open()
  counts[0]?.answer(700)
  await flushPromises()
  asked.list.mockResolvedValue(rowsOnly(['b'], 101))
  list.show({ page: 2 })
  await flushPromises()
  expect(list.page.value).toMatchObject({ counted: true, total: 700, rows: [{ id: 'b' }] })
  list.show({ search: '路灯' })
  await flushPromises()
  expect(list.page.value, 'other rows have another count').toMatchObject({ counted: false })
})

test('a refusal of the count is said', async () => {
  asked.list.mockResolvedValue(rowsOnly(['a'], 51))
  asked.totals.mockRejectedValue({ code: 'internal', message: '读不出来' })
  await open()
  expect(said).toHaveBeenCalledExactlyOnceWith({ code: 'internal', message: '读不出来' })
})
