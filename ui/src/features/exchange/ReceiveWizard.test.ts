import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { beforeEach, expect, test, vi } from 'vitest'
import type { PackageReport } from '@/platform/generated/PackageReport'
import ReceiveWizard from './ReceiveWizard.vue'

const asked = vi.hoisted(() => ({ preview_package: vi.fn(), apply_package: vi.fn() }))
const router = vi.hoisted(() => ({ push: vi.fn(), hasRoute: vi.fn(() => false) }))
vi.mock('@/platform', () => ({
  commands: asked,
  host: {
    takesPaths: true,
    chooseFile: () => Promise.resolve({ file: { path: '一.rdx' }, name: '一.rdx' }),
  },
  asRefusal: (it: unknown) => it,
}))
vi.mock('vue-router', () => ({ useRouter: () => router, RouterLink: {} }))
vi.mock('@/frame/session', () => ({ announce: () => Promise.resolve(), refreshStatus: vi.fn() }))

const report: PackageReport = {
  package: 'p',
  from: '苇塘村电脑',
  made: '2026-03-05 09:00',
  number: 3,
  note: '',
  new: 1,
  changed: 0,
  voided: 0,
  restored: 0,
  conflicts: 0,
  refused: [],
  missing: [],
  already: false,
  alarms: [],
  warnings: [],
  records: [],
  attachments: 0,
  attachments_missing: 0,
  kinds: ['visitor'],
}
let page: VueWrapper

async function looked(more: Partial<PackageReport>): Promise<void> {
  asked.preview_package.mockResolvedValue({ ...report, ...more })
  asked.apply_package.mockResolvedValue({ ...report, ...more, receipt: 'ABCDEFGH' })
  page = mount(ReceiveWizard, { global: { stubs: { RouterLink: true } } })
  await page.get('[data-test="choose-package"]').trigger('click')
  await flushPromises()
}

const take = () => page.get<HTMLButtonElement>('[data-test="apply-package"]')

beforeEach(() => {
  asked.preview_package.mockReset()
  asked.apply_package.mockReset()
})

test('an ordinary package is taken in as it was shown, and its characters stand there', async () => {
  await looked({})
  expect(page.find('[data-test="alarms"]').exists()).toBe(false)
  await take().trigger('click')
  await flushPromises()
  expect(asked.apply_package).toHaveBeenCalledWith({ file: { path: '一.rdx' }, anyway: false })
  expect(page.get('[data-test="check-word"]').text()).toBe('ABCDEFGH')
})

test('what is unusual waits until somebody says that the sender was asked', async () => {
  await looked({ alarms: ['代表名册现有 60 条，要改 0 条、作废 40 条'] })
  expect(take().element.disabled).toBe(true)
  await page.get('[data-test="confirm-alarms"]').setValue(true)
  expect(take().element.disabled).toBe(false)
  await take().trigger('click')
  await flushPromises()
  expect(asked.apply_package).toHaveBeenCalledWith({ file: { path: '一.rdx' }, anyway: true })
})

test('a package with nothing new is noted, not sent back', async () => {
  await looked({ already: true })
  expect(take().text()).toBe('记下已经收到')
  expect(page.find('[data-test="return"]').exists()).toBe(false)
})

test('refused changes are told before and after', async () => {
  const refused = [{ register: 'roster', id: '1', device: '苇塘村电脑', reason: '不能写代表' }]
  await looked({ refused })
  expect(page.get('[data-test="refused"]').text()).toContain('不能写代表（1 条）')
  expect(page.get('[data-test="refused"]').text()).toContain('不会收的')
  await take().trigger('click')
  await flushPromises()
  expect(page.get('[data-test="refused"]').text()).toContain('没有收的')
})
