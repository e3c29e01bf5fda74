import { flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { doubts } from '@/frame/doubts'
import type { StepView } from '@/platform/generated/StepView'
import { fieldNamed } from './fields.fixture'
import StepPanel from './StepPanel.vue'

const asked = vi.hoisted(() => ({
  act: vi.fn(),
  act_together: vi.fn(),
  foresee: vi.fn(),
  forms: vi.fn(),
}))
const told = vi.hoisted(() => ({ announce: vi.fn(), sayDone: vi.fn(), sayFaulty: vi.fn() }))
vi.mock('@/platform', () => ({ commands: asked, asRefusal: (it: unknown) => it }))
vi.mock('@/frame/session', () => ({ announce: told.announce, may: () => true }))
vi.mock('@/frame/notices', () => ({ sayDone: told.sayDone, sayFaulty: told.sayFaulty }))

const step = (key: string, title: string, more: Partial<StepView> = {}): StepView => ({
  key,
  title,
  possible: true,
  reason: null,
  hint: null,
  leads_on: false,
  seldom: false,
  to: null,
  fields: [],
  values: {},
  warnings: [],
  seen: {},
  decides: false,
  awaited: false,
  ...more,
})
const assign = step('assign', '交办', {
  leads_on: true,
  fields: [fieldNamed('lead', { label: '主办单位', need: 'blocking' })],
  values: { lead: '水利站' },
  seen: { lead: '水利站', stage: '已受理' },
  warnings: ['过了五个工作日才交办'],
})
const steps = [
  step('hold', '暂缓办理', { seldom: true }),
  step('consult', '面商'),
  assign,
  step('close', '销号', { possible: false, reason: '还没有答复', hint: '先登记答复' }),
]
let panel: VueWrapper

function open(more: object = {}): void {
  panel = mount(StepPanel, {
    attachTo: document.body,
    props: {
      register: 'opinions',
      id: '7',
      state: '已受理',
      steps,
      runs: [],
      dirty: false,
      ...more,
    },
  })
}
const at = (name: string) => panel.get(`[data-test="${name}"]`)

beforeEach(() => {
  vi.clearAllMocks()
  asked.forms.mockResolvedValue([])
  asked.act.mockResolvedValue({ title: '交办 3 号', warnings: ['请催办'], changed: ['opinion'] })
})
afterEach(() => panel.unmount())

test('the step that leads on stands first, and what is not possible says why', async () => {
  open()
  const shown = panel.findAll('[data-test^="step-"]').map((it) => it.text())
  expect(shown, 'what is seldom done stands behind “更多”').toEqual(['交办', '面商'])
  await at('more-steps').trigger('click')
  expect(at('step-hold').text()).toBe('暂缓办理')
  expect(panel.text()).not.toContain('还没有答复')
  await at('other-steps').trigger('click')
  expect(panel.text()).toContain('还没有答复。先登记答复')
})

test('a record with changes that are not saved waits for them', () => {
  open({ dirty: true })
  expect(at('step-assign').attributes('disabled')).toBeDefined()
  expect(panel.text()).toContain('先保存改动')
})

test('a step is done with what stands in its fields, and everybody hears of it', async () => {
  open()
  await at('step-assign').trigger('click')
  await flushPromises()
  expect(panel.text()).toContain('过了五个工作日才交办')
  await at('step-do').trigger('click')
  await flushPromises()
  expect(asked.act).toHaveBeenCalledWith({
    register: 'opinions',
    id: '7',
    step: 'assign',
    values: expect.any(Object),
    seen: { lead: '水利站', stage: '已受理' },
  })
  expect(told.sayDone).toHaveBeenCalledWith('交办 3 号')
  expect(doubts.value.map((it) => it.reason)).toEqual(['请催办'])
  expect(told.announce).toHaveBeenCalledWith(['opinion'])
  expect(panel.find('[data-test="editor-step-assign"]').exists()).toBe(false)
})

test('a refusal leaves the step open with what was written', async () => {
  asked.act.mockRejectedValue({
    code: 'precondition',
    faults: [{ field: 'lead', message: '没有这个单位' }],
  })
  open()
  await at('step-assign').trigger('click')
  await at('step-do').trigger('click')
  await flushPromises()
  expect(told.sayFaulty).toHaveBeenCalledOnce()
  expect(told.announce).not.toHaveBeenCalled()
  expect(panel.find('[data-test="editor-step-assign"]').exists()).toBe(true)
})

test('steps taken together: one day for all, and the field at fault is found in its step', async () => {
  const reply = step('reply', '答复', { fields: [fieldNamed('replied_on', { need: 'blocking' })] })
  const feedback = step('feedback', '反馈', {
    possible: false,
    fields: [fieldNamed('satisfaction', { need: 'blocking' }), fieldNamed('remark')],
  })
  asked.foresee.mockImplementation(async (request: { values: Record<string, object> }) => ({
    steps: [
      {
        step: 'feedback',
        values: request.values.feedback,
        proposed: [{ field: 'satisfaction', text: '满意', from: '路灯' }],
        warnings: ['还没有面商记录'],
      },
    ],
    refused: null,
  }))
  asked.act_together.mockRejectedValue({
    code: 'invalid',
    faults: [{ field: 'feedback/satisfaction', label: '满意度', reason: '没有填', hint: '' }],
  })
  const runs = [
    { key: 'reply-feedback', title: '答复、反馈', steps: ['reply', 'feedback'], leads_on: true },
  ]
  open({ steps: [reply, feedback], runs })
  await at('run-reply-feedback').trigger('click')
  await flushPromises()
  expect(panel.text(), 'what is proposed is said to be').toContain('照“路灯”填的，请核对')
  expect(panel.text()).toContain('还没有面商记录')
  expect(panel.find('#asked-feedback-remark').exists(), 'only what must be filled').toBe(false)
  // What was written is foreseen as well, and is sent all the same.
  await vi.waitFor(() => expect(asked.foresee).toHaveBeenCalledTimes(2))
  await flushPromises()
  await at('step-do').trigger('click')
  await flushPromises()
  expect(asked.act_together).toHaveBeenCalledWith({
    register: 'opinions',
    id: '7',
    run: 'reply-feedback',
    values: { reply: {}, feedback: { satisfaction: '满意' } },
    seen: {},
  })
  const proposing = asked.foresee.mock.calls.map(([request]) => request.propose)
  expect(proposing, 'proposals are asked for once').toEqual([true, false])
  expect(panel.find('#asked-feedback-remark').exists(), 'all fields, once one is at fault').toBe(
    true,
  )
  expect(told.sayFaulty).toHaveBeenCalledOnce()
})

test('what waits for a decision stands first, and who may not decide reads why', async () => {
  const agree = step('agree_extension', '同意延期', { awaited: true, decides: true, seldom: true })
  open({ steps: [...steps, agree] })
  expect(panel.findAll('[data-test^="step-"]')[0]?.text()).toBe('同意延期')
  const reason = '“王秀兰”的角色是经办，不能审批'
  await panel.setProps({ steps: [...steps, { ...agree, possible: false, reason }] })
  expect(panel.find('[data-test="step-agree_extension"]').exists()).toBe(false)
  expect(at('left-to-others').text()).toContain(reason)
})

test('what others changed meanwhile is told, and a second press goes on', async () => {
  const stands = (text: string) => ({ text, who: '李敏', when: '11月30日 16:30' })
  asked.act.mockRejectedValueOnce({
    code: 'invalid',
    faults: [
      {
        field: 'stage',
        label: '',
        reason: '状态改成了“已交办”',
        hint: '',
        stands: stands('已交办'),
      },
      { field: 'lead', label: '', reason: '改成了“供电所”', hint: '', stands: stands('供电所') },
    ],
  })
  open()
  await at('step-assign').trigger('click')
  await flushPromises()
  await at('step-do').trigger('click')
  await flushPromises()
  expect(at('step-met').text()).toContain('已交办')
  await at('own-lead').trigger('click')
  await at('step-do').trigger('click')
  await flushPromises()
  expect(asked.act).toHaveBeenLastCalledWith(
    expect.objectContaining({
      values: { lead: '水利站' },
      seen: { lead: '供电所', stage: '已交办' },
    }),
  )
})
