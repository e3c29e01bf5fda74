// How much is pressed for what is done every day: clicks are counted, typing is not.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

/** Presses things with the mouse and counts. */
function counting(desk) {
  const hand = {
    clicks: 0,
    async press(mark) {
      hand.clicks += 1
      await desk.see(mark).click()
    },
    async pressAt(locator) {
      hand.clicks += 1
      await locator.click()
    },
  }
  return hand
}

test('a matter goes from 登记 to 销号 in at most 12 clicks, its papers printed on the way', async () => {
  const desk = await sit({})
  // An earlier matter like it, by which the unit is proposed.
  const first = await desk.call('save', {
    register: 'opinions',
    id: null,
    values: {
      received_on: '2026-10-08',
      raised_by: '王桂芝',
      content: '前苇塘村口路灯坏了两盏，晚上孩子放学看不清路。',
    },
  })
  await desk.call('act_together', {
    register: 'opinions',
    id: first.id,
    run: '受理、交办',
    values: { assign: { lead: '镇供电所' } },
  })
  await desk.goto('/')
  const hand = counting(desk)
  const { page } = desk

  await hand.pressAt(page.locator('[data-test=shortcuts] a', { hasText: '登记意见建议' }))
  await page.locator('#field-received_on').fill('2026-11-20')
  await page.locator('#field-raised_by').fill('李敏')
  await page.locator('#field-content').fill('前苇塘村口路灯坏了三盏，夜里看不清路。')
  await hand.press('save')
  await hand.press('run-accept-assign')
  // Days, unit and period are there already; the unit is said to be a proposal.
  await desk.see('proposed').getByText('请核对').waitFor()
  assert.equal(await page.locator('#asked-assign-lead').inputValue(), '镇供电所')
  await page.locator('#asked-accept-accepted_on').fill('2026-11-23')
  await page.waitForFunction(
    () => document.querySelector('#asked-assign-assigned_on')?.value === '2026-11-23',
  )
  await page.locator('#asked-assign-due_on').waitFor()
  await desk.look('fewer-assign')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await hand.press('then-print-opinion_assignment')
  let opened = desk.context.waitForEvent('page')
  await hand.press('step-do')
  await (await opened).close()
  await page.locator('[data-test=state]', { hasText: '已交办' }).waitFor()

  await hand.press('run-reply-feedback-ask_close')
  await page.locator('#asked-reply-reply').fill('三盏路灯都换了新的，已经亮了。')
  await page.locator('#asked-feedback-satisfaction').fill('满意')
  await page.keyboard.press('Enter')
  await desk.look('fewer-answer')
  await desk.isFitForAll()
  await hand.press('step-do')
  await page.locator('[data-test=state]', { hasText: '待销号' }).waitFor()

  await hand.press('step-close')
  await page.locator('#asked-reviewer').fill('刘主席')
  await hand.press('then-print-opinion_closing')
  opened = desk.context.waitForEvent('page')
  await hand.press('step-do')
  await (await opened).close()
  await page.locator('[data-test=state]', { hasText: '已销号' }).waitFor()
  assert.ok(hand.clicks <= 12, `${hand.clicks} clicks`)

  const rows = await desk.rows('opinions')
  const closed = rows.find((it) => it.values.state === '已销号')
  const course = await desk.call('course', { register: 'opinions', id: closed.id })
  for (const step of ['accept', 'assign', 'reply', 'feedback', 'ask_close', 'close'])
    assert.ok(
      course.steps.some((it) => it.step === step),
      `${step} has its own line`,
    )
  await desk.leave()
})

test('steps that are seldom done stand behind 更多, and a matter shows the likely ones', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  const rows = await desk.rows('opinions')
  const matter = rows.find((it) => it.values.state === '已交办')
  await desk.goto(`/r/opinions/${matter.id}/course`)
  await desk.see('steps').waitFor()
  const shown = await desk.page.locator('[data-test=steps] .bar').first().locator('button').count()
  assert.ok(shown <= 9, `${shown} buttons`)
  await desk.see('more-steps').click()
  await desk.see('step-withdraw').waitFor()
  await desk.look('fewer-more')
  await desk.isFitForAll()
  await desk.page.keyboard.press('Escape')
  assert.equal(await desk.see('step-withdraw').count(), 0)
  await desk.atText(22)
  await desk.look('fewer-more-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('at most two ways to enter a visitor are in sight', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  await desk.goto('/r/receptions')
  await desk.see('total').waitFor()
  for (const hidden of ['work-line', 'grid', 'import'])
    assert.equal(await desk.see(hidden).count(), 0, `${hidden} is behind the others`)
  await desk.see('new').waitFor()
  await desk.see('work-day').waitFor()
  await desk.see('more-ways').click()
  await desk.look('fewer-ways')
  await desk.isFitForAll()
  await desk.see('work-line').click()
  await desk.page.waitForURL(/line=1/)
  await desk.leave()
})

test('findings are gone through one after the other until none is left', async () => {
  const desk = await sit({})
  await desk.call('save_rows', {
    register: 'roster',
    keep_findings: true,
    rows: [
      { values: { name: '赵大年', phone: '1390314' } },
      { values: { name: '钱二喜', phone: '12' } },
      { values: { name: '孙三多', phone: '1390' } },
    ],
  })
  await desk.goto('/settling')
  await desk.see('to-settle').getByText('待核实 3 处').waitFor()
  await desk.look('settling')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('settle-begin').click()
  await desk.see('settle-at').getByText('第 1 处，共 3 处').waitFor()
  await desk.page.waitForFunction(() => document.activeElement?.id === 'field-phone')
  await desk.look('settling-first')
  await desk.isFitForAll()
  await desk.page.locator('#field-phone').fill('13903140001')
  await desk.see('settle-next').click()
  // Saved, and on to the next without going back to the list.
  await desk.see('settle-at').getByText('第 1 处，共 2 处').waitFor()
  await desk.page.waitForFunction(() => document.activeElement?.id === 'field-phone')
  await desk.see('settle-none').click()
  await desk.see('settle-at').getByText('第 1 处，共 1 处').waitFor()
  await desk.page.locator('#field-phone').fill('13903140003')
  await desk.see('settle-next').click()
  await desk.see('all-settled').waitFor()
  await desk.atText(22)
  await desk.look('settling-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('a list is kept under a name, shown again, renamed and dropped', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  await desk.goto('/r/opinions?f=' + encodeURIComponent('[["state","any_of","已交办"]]'))
  await desk.see('view-keep').click()
  await desk.page.locator('[data-test=view-dialog] input').fill('在办的')
  await desk.see('view-do').click()
  await desk.see('view-在办的').waitFor()
  const found = await desk.see('total').innerText()
  await desk.look('views')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('view-all').click()
  await desk.page.locator('[data-test=total]', { hasText: '共' }).waitFor()
  // It is there again in another window and after a new start.
  await desk.page.reload()
  await desk.goto('/r/opinions')
  await desk.see('view-在办的').click()
  await desk.page.locator('[data-test=total]', { hasText: found }).waitFor()
  await desk.see('view-rename').click()
  await desk.page.locator('[data-test=view-dialog] input').fill('手里的')
  await desk.page.keyboard.press('Enter')
  await desk.see('view-手里的').waitFor()
  await desk.see('view-drop').click()
  await desk.see('view-keep').waitFor()
  assert.equal(await desk.see('view-手里的').count(), 0)
  await desk.leave()
})

test('two records of one person are compared field by field, made one and parted again', async () => {
  const desk = await sit({})
  const person = { name: '赵大年', born: '1970-05-01' }
  const save = (values) => desk.call('save', { register: 'roster', id: null, values })
  const one = await save({ ...person, sex: '男' })
  const other = await save({ ...person, sex: '女', phone: '13903140001' })
  await desk.goto('/r/roster')
  await desk.see('join').click()
  await desk.see('pairs').waitFor()
  await desk.look('join-pairs')
  await desk.isFitForAll()
  await desk.see('pair-compare').click()
  await desk.see('join-fields').getByText('13903140001').waitFor()
  await desk.see('take-sex').click()
  await desk.look('join-fields')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('join-do').click()
  await desk.see('no-pairs').waitFor()
  const kept = await desk.call('record', { register: 'roster', id: one.id })
  assert.equal(kept.values.sex, '女')
  assert.equal(kept.values.phone, '13903140001')
  await desk.goto(`/r/roster/${other.id}`)
  await desk.see('void-strip').getByText('并入 赵大年').waitFor()
  await desk.see('part').click()
  await desk.see('save').waitFor()
  assert.equal((await desk.call('record', { register: 'roster', id: other.id })).voided, null)
  await desk.leave()
})
