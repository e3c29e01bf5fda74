import { flushPromises, mount, RouterLinkStub, type VueWrapper } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { Onward } from '@/platform/generated/Onward'
import PassOnBar from './PassOnBar.vue'

const asked = vi.hoisted(() => ({ onward: vi.fn(), pass_on: vi.fn() }))
const told = vi.hoisted(() => ({ announce: vi.fn(), push: vi.fn() }))
vi.mock('@/platform', () => ({ commands: asked, asRefusal: (it: unknown) => it }))
vi.mock('@/frame/session', () => ({
  announce: told.announce,
  may: () => true,
  status: { value: null },
}))
vi.mock('@/frame/notices', () => ({ sayDone: vi.fn(), sayRefused: vi.fn() }))
vi.mock('vue-router', () => ({
  RouterLink: RouterLinkStub,
  useRouter: () => ({ push: told.push }),
}))

const offered: Onward = {
  routes: [
    { word: '村（社区）办理', leads: '群众意见建议，村级' },
    { word: '转为代表建议', leads: '代表建议' },
  ],
  proposed: '转为代表建议',
  several: false,
}
const suggestion = { register: 'suggestions', id: '9', title: '0003 校车停靠点', state: null }

async function bar(onward: Onward, more: object = {}): Promise<VueWrapper> {
  asked.onward.mockResolvedValue(onward)
  const it = mount(PassOnBar, {
    props: {
      register: 'receptions',
      id: '7',
      record: { values: {} } as never,
      uses: [],
      dirty: false,
      ...more,
    },
  })
  await flushPromises()
  return it
}

beforeEach(() => vi.clearAllMocks())

test('what the core proposes is chosen, and where it leads is said', async () => {
  asked.pass_on.mockResolvedValue({
    number: '0003',
    register: 'suggestions',
    id: '9',
    changed: ['suggestion'],
    warnings: [],
  })
  const it = await bar(offered)
  expect(it.text()).toContain('登记到：代表建议')
  await it.get('[data-test="pass-do"]').trigger('click')
  await flushPromises()
  expect(asked.pass_on).toHaveBeenCalledWith(
    expect.objectContaining({ register: 'receptions', id: '7', route: '转为代表建议' }),
  )
  expect(told.announce).toHaveBeenCalledWith(['suggestion'])
  expect(told.push).toHaveBeenCalledWith({
    name: 'matter',
    params: { register: 'suggestions', id: '9' },
  })
})

test('nothing is offered where nothing goes on', async () => {
  const it = await bar({ routes: [], proposed: null, several: false })
  expect(it.find('[data-test="pass-on"]').exists()).toBe(false)
})

test('what went on already is linked to and not passed on twice', async () => {
  const it = await bar(offered, { uses: [{ title: '', records: [suggestion] }] })
  expect(it.get('[data-test="became"]').text()).toContain('0003 校车停靠点')
  expect(it.find('[data-test="pass-do"]').exists()).toBe(false)
})

test('an activity may give several matters', async () => {
  const uses = [{ title: '', records: [suggestion] }]
  const it = await bar({ ...offered, several: true }, { register: 'activities', uses })
  expect(it.find('[data-test="became"]').exists()).toBe(true)
  expect(it.find('[data-test="pass-do"]').exists()).toBe(true)
})

test('changes that are not saved come first', async () => {
  const it = await bar(offered, { dirty: true })
  expect(it.get('[data-test="pass-do"]').attributes('disabled')).toBeDefined()
  expect(it.text()).toContain('先保存改动')
})
