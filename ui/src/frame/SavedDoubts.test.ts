import { mount, type VueWrapper } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import { nextTick, reactive } from 'vue'
import { tellDoubts } from './doubts'
import SavedDoubts from './SavedDoubts.vue'

const route = reactive({ path: '/r/meetings/7' })
vi.mock('vue-router', () => ({ useRoute: () => route }))

const few = {
  field: 'present',
  label: '实到人数',
  reason: '不足法定人数 5 人',
  hint: '确是这样的，请在备注里说明',
}
const seen = (it: VueWrapper) => it.find('[data-test="saved-doubts"]')

beforeEach(() => {
  tellDoubts([])
  route.path = '/r/meetings/7'
})

test('what a save told stands there until it is read', async () => {
  const it = mount(SavedDoubts)
  expect(seen(it).exists()).toBe(false)
  tellDoubts([few])
  await nextTick()
  expect(seen(it).text()).toContain('有 1 处请留意')
  expect(seen(it).text()).toContain('实到人数：不足法定人数 5 人。确是这样的，请在备注里说明。')
  await it.get('[data-test="doubts-read"]').trigger('click')
  expect(seen(it).exists()).toBe(false)
})

test('it goes with its page, and a save without doubts takes it away', async () => {
  const it = mount(SavedDoubts)
  tellDoubts([few])
  await nextTick()
  route.path = '/r/meetings'
  await nextTick()
  expect(seen(it).exists(), 'another page').toBe(false)
  tellDoubts([few])
  await nextTick()
  expect(seen(it).exists(), 'told there').toBe(true)
  tellDoubts([])
  await nextTick()
  expect(seen(it).exists(), 'saved again').toBe(false)
})

test('of very many the first are shown and the rest is counted', async () => {
  const it = mount(SavedDoubts)
  tellDoubts(Array.from({ length: 25 }, () => few))
  await nextTick()
  expect(seen(it).findAll('li')).toHaveLength(20)
  expect(seen(it).text()).toContain('另有 5 处')
})
