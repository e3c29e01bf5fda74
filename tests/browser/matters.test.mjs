// Matters on their way: the page of one matter, the four parts of its slip, a step for many at once,
// a sample for the telephone.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const year = (tell) => tell(['demo'])

test('a matter stands on one page: its way, its light, its steps, its papers', async () => {
  const desk = await sit({ prepare: year })
  const handled = await desk.rows('opinions', { where: [{ field: 'state', value: '已交办' }] })
  const matter = handled[0]
  assert.ok(matter, 'the demo has a matter in hand')
  await desk.call('act', {
    register: 'opinions',
    id: matter.id,
    step: 'take_up',
    values: { handler: '周站长' },
  })
  await desk.call('act', {
    register: 'opinions',
    id: matter.id,
    step: 'supervise',
    values: {
      on: '2026-11-20',
      way: '电话催办',
      demand: '十日内答复',
      by: '王秀兰',
    },
  })
  await desk.goto(`/r/opinions/${matter.id}/course`)
  await desk.see('way').waitFor()
  assert.equal(
    await desk.page
      .locator('[data-test=way] [aria-current=step]')
      .innerText()
      .then((it) => it.includes('答复')),
    true,
    'what it waits for',
  )
  assert.match(
    await desk.see('light').innerText(),
    /灯.*(还有|已逾期|今天到期)/,
    'the light is said in words',
  )
  await desk.see('course-supervise').getByText('十日内答复').waitFor()
  await desk.look('matter')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('step-consult').click()
  await desk.page.locator('#asked-way').fill('电话')
  await desk.page.locator('#asked-view').fill('同意这样办')
  await desk.see('step-do').click()
  await desk.see('course-consult').getByText('同意这样办').waitFor()
  await desk.look('matter-consulted')
  await desk.see('paper-opinion_urging').click()
  await desk.see('print-dialog').locator('canvas').first().waitFor()
  await desk.page.keyboard.press('Escape')
  await desk.goto(`/r/opinions/${matter.id}`)
  await desk.see('course-card').waitFor()
  await desk.see('course-open').click()
  await desk.see('course-consult').waitFor()
  await desk.look('matter-record')
  await desk.isFitForAll()
  await desk.goto(`/r/opinions/${matter.id}/course`)
  await desk.see('way').waitFor()
  await desk.atText(22)
  await desk.look('matter-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('the same matters stand on four parts, narrowed by unit', async () => {
  const desk = await sit({ prepare: year })
  await desk.goto('/matters/slips')
  await desk.see('slip-paid').waitFor()
  await desk.look('slips')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  const parts = await desk.call('slips', {})
  const paid = parts.parts.find((it) => it.key === 'paid')
  assert.equal(
    await desk.page.locator('[data-test=slip-paid] [data-test=slip-card]').count(),
    Math.min(30, paid.cards.length),
  )
  const unit = paid.cards[0].unit
  await desk.see('slips-unit').click()
  await desk.page.getByRole('option', { name: unit, exact: true }).click()
  const own = paid.cards.filter((it) => it.unit === unit).length
  await desk.page.waitForFunction(
    (own) =>
      document.querySelectorAll('[data-test=slip-paid] [data-test=slip-card]').length === own,
    own,
  )
  await desk.see('slip-paid').locator('[data-test=slip-card]').first().click()
  await desk.see('way').waitFor()
  await desk.goto('/matters/slips')
  await desk.see('slip-paid').waitFor()
  await desk.atText(22)
  await desk.look('slips-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('one step for many: what cannot be done is named with its reason', async () => {
  const desk = await sit({ prepare: year })
  await desk.goto('/r/opinions')
  await desk.see('total').waitFor()
  const boxes = desk.page.locator('tbody input[type=checkbox]')
  for (const at of [0, 1, 2]) await boxes.nth(at).click({ force: true })
  await desk.see('batch-step').click()
  await desk.see('step-which').click()
  await desk.look('batch-step-which')
  await desk.page
    .getByRole('option', { name: /^测评|^反馈|^受理|^交办|^承办|^督办/ })
    .first()
    .click()
  await desk.look('batch-step')
  await desk.isFitForAll('[data-test=step-dialog]')
  await desk.see('step-close').click()
  await desk.see('select-none').click()
  // One that can be filed away, and one that is still in hand.
  const closed = (await desk.rows('opinions', { where: [{ field: 'state', value: '已销号' }] }))[0]
  const open = (await desk.rows('opinions', { where: [{ field: 'state', value: '已交办' }] }))[0]
  const f = JSON.stringify([['title', 'any_of', closed.values.title, open.values.title]])
  await desk.goto(`/r/opinions?f=${encodeURIComponent(f)}`)
  await desk.page.locator('[data-test=total]', { hasText: '找到' }).waitFor()
  await desk.page.locator('thead input[type=checkbox]').click({ force: true })
  await desk.see('batch-step').click()
  await desk.see('step-which').click()
  await desk.page.getByRole('option', { name: '归档（能办 1 件）' }).click()
  // Named before anything is asked.
  await desk.see('cannot').getByText(open.values.title).first().waitFor()
  await desk.isFitForAll('[data-test=step-dialog]')
  assert.equal(await desk.see('step-go').innerText(), '归档 1 件')
  await desk.see('step-go').click()
  await desk.see('acted').waitFor()
  await desk.see('not-acted').getByText(open.values.title).first().waitFor()
  await desk.look('batch-step-left')
  await desk.isFitForAll('[data-test=step-dialog]')
  await desk.see('step-close').click()
  assert.equal((await desk.call('record', { register: 'opinions', id: closed.id })).state, '已归档')
  assert.equal((await desk.call('record', { register: 'opinions', id: open.id })).state, '已交办')
  await desk.leave()
})

test('a later day is asked for many matters, from the list to the request in each', async () => {
  const desk = await sit({ prepare: year })
  const handed = { where: [{ field: 'state', value: '已交办' }] }
  const all = await desk.rows('opinions', handed)
  const able = []
  for (const row of all) {
    const record = await desk.call('record', { register: 'opinions', id: row.id })
    if (record.steps.find((it) => it.key === 'ask_extension').possible) able.push(row)
  }
  assert.ok(able.length >= 2, `${able.length} of ${all.length} can be extended`)
  const closed = (await desk.rows('opinions', { where: [{ field: 'state', value: '已销号' }] }))[0]
  const chosen = [closed, ...able.slice(0, 2)]
  const f = JSON.stringify([['title', 'any_of', ...chosen.map((it) => it.values.title)]])
  await desk.goto(`/r/opinions?f=${encodeURIComponent(f)}`)
  await desk.page.locator('[data-test=total]', { hasText: '找到' }).waitFor()
  await desk.page.locator('thead input[type=checkbox]').click({ force: true })
  await desk.see('batch-step').click()
  await desk.see('step-which').click()
  await desk.page.getByRole('option', { name: '申请延期（能办 2 件）' }).click()
  await desk.see('cannot').getByText(closed.values.title).first().waitFor()
  await desk.page
    .locator('[data-test=step-dialog] [data-test=entry-reason] textarea')
    .fill('等汛期过去')
  await desk.look('batch-extension')
  await desk.isFitForAll('[data-test=step-dialog]')
  await desk.see('step-go').click()
  await desk.see('acted').waitFor()
  await desk.see('step-close').click()
  for (const { id } of able.slice(0, 2)) {
    const record = await desk.call('record', { register: 'opinions', id })
    const step = record.steps.find((it) => it.key === 'agree_extension')
    assert.ok(step.possible && step.awaited, 'the request waits')
  }
  const { awaiting } = await desk.call('chair', {})
  const waits = awaiting.find((it) => it.sort === '申请延期').items.map((it) => it.id)
  for (const { id } of able.slice(0, 2)) assert.ok(waits.includes(id), 'the chairman sees it')
  await desk.leave()
})

test('a matter that was merged into another leads there, and back', async () => {
  const ids = []
  const titles = [
    '前苇塘村到学校的路灯有六盏不亮，孩子放学看不清路',
    '学校门口那条路晚上没有灯，老人摔过两次',
  ]
  const desk = await sit({
    prepare: (tell) => {
      for (const content of titles) {
        const values = ['收到日期=2026-11-02', '反映人=李敏', `内容=${content}`, '来源=走访']
        ids.push(tell(['set', 'opinions', 'new', ...values]).id)
      }
      tell(['do', 'opinions', ids[1], '合并办理', `并入事项=${ids[0]}`])
    },
  })
  await desk.goto(`/r/opinions/${ids[1]}/course`)
  await desk.see('way-other').click()
  await desk.page.locator('h1', { hasText: titles[0] }).waitFor()
  await desk.see('merged').waitFor()
  await desk.look('merged')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  await desk.see('merged-one').click()
  await desk.page.locator('h1', { hasText: titles[1] }).waitFor()
  await desk.leave()
})

test('a sample is drawn for the telephone, the same on the same day', async () => {
  const desk = await sit({ prepare: year })
  await desk.goto('/r/opinions')
  await desk.see('work-sample').click()
  await desk.see('sample-list').waitFor()
  const first = await desk.see('sample-list').innerText()
  await desk.look('sample')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('sample-draw').click()
  await desk.page.waitForTimeout(200)
  assert.equal(await desk.see('sample-list').innerText(), first)
  await desk.atText(22)
  await desk.look('sample-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('a visitor is passed on and both books name each other', async () => {
  const desk = await sit({ prepare: year })
  const visitor = await desk.call('save', {
    register: 'receptions',
    id: null,
    values: {
      received_on: '2026-11-20',
      visitor: '李玉兰',
      content: '校车停靠点离村太远',
      deputies: (await desk.rows('roster'))[0].values.name,
    },
  })
  await desk.goto(`/r/receptions/${visitor.id}`)
  await desk.see('pass-on').waitFor()
  await desk.see('pass-route').click()
  await desk.page.getByRole('option', { name: /乡镇主席团交政府办理/ }).click()
  await desk.look('pass-on')
  await desk.isFitForAll()
  await desk.see('pass-do').click()
  await desk.see('way').waitFor()
  await desk.look('passed-on')
  const after = await desk.call('record', {
    register: 'receptions',
    id: visitor.id,
  })
  assert.match(after.values.matter, /簿三/)
  await desk.goto(`/r/receptions/${visitor.id}`)
  await desk.see('became').waitFor()
  await desk.leave()
})

test('what another person changed meanwhile is told before a step is done', async () => {
  const ids = {}
  const desk = await sit({
    prepare: (tell) => {
      // What a step fills is written outside of it only where an old ledger is taken over.
      const values = ['收到日期=2026-11-02', '反映人=李敏', '内容=水渠堵了一段', '来源=走访']
      ids.matter = tell(['set', 'opinions', 'new', ...values, '历史补录=是']).id
      tell(['do', 'opinions', ids.matter, '受理', '受理日期=2026-11-03'])
      tell(['do', 'opinions', ids.matter, '交办', '主办单位=水利站', '交办日期=2026-11-03'])
    },
  })
  await desk.goto(`/r/opinions/${ids.matter}/course`)
  await desk.see('step-reply').click()
  await desk.see('step-do').waitFor()
  // The other window.
  const save = (values) => desk.call('save', { register: 'opinions', id: ids.matter, values })
  await save({ 办理期限: '2026-11-27', 签发人: '周志国' })
  await desk.page.locator('#asked-reply').fill('水渠已经清通，三天后再去看一次。')
  await desk.see('step-do').click()
  await desk.see('step-met').waitFor()
  assert.match(await desk.see('step-met').innerText(), /办理期限.*2026-11-27/)
  await desk.look('step-met')
  await desk.see('theirs-signed_by').click()
  await desk.see('step-do').click()
  await desk.page.locator('[data-test=state]').filter({ hasText: '已答复' }).waitFor()
  await desk.leave()
})
