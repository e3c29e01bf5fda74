// By exceptions: everybody was there, one visit stands for many electors, last month's plan again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const figures = (desk) =>
  desk
    .see('figures')
    .innerText()
    .then((it) => it.replace(/\s+/g, ''))

test('everybody expected was there but the exceptions; a leave is shown; the figures follow', async () => {
  let activity
  const desk = await sit({
    roster: true,
    prepare: (tell) => {
      activity = tell([
        'set',
        'activities',
        'new',
        '活动名称=视察河道治理',
        '活动类型=视察',
        '活动日期=2026-11-12',
      ]).id
      tell([
        'set',
        'leaves',
        'new',
        '请假代表=崔凤川',
        `活动=${activity}`,
        '请假类型=病',
        '请假理由=住院',
        '批准结果=批准',
        '批准人=主席',
      ])
    },
  })
  await desk.goto(`/r/activities/${activity}`)
  await desk.see('work-attendance').click()
  await desk.see('expected-who').click()
  await desk.look('attendance-empty')
  await desk.page.getByRole('option', { name: '全体在任代表' }).click()
  await desk.see('expected-add').click()
  await desk.see('sheet').waitFor()
  assert.match(await figures(desk), /应到62实到61请假1缺席0出席率98.4%/)
  await desk.see('only').check()
  await desk.page.locator('[data-test=person]', { hasText: '崔凤川' }).waitFor()
  await desk.see('only').uncheck()
  await desk.page.locator('[data-test=person]').nth(3).locator('[data-test=state-缺席]').click()
  await desk.page.locator('[data-test=person]').nth(5).locator('[data-test=state-迟到]').click()
  await desk.page
    .locator('[data-test=person]')
    .nth(5)
    .locator('[data-test=speech]')
    .fill('建议尽快清淤')
  assert.match(await figures(desk), /实到60请假1缺席1出席率96.8%/, 'alive before it is saved')
  await desk.look('attendance')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.page.keyboard.press('Control+s')
  await desk.page.getByText(/签到已保存/).waitFor()
  const after = await desk.call('record', {
    register: 'activities',
    id: activity,
  })
  assert.equal(after.values.present, '60')
  assert.equal(after.values.rate, '96.77%')
  await desk.atText(22)
  await desk.look('attendance-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('a congress and a meeting keep their names in their own fields', async () => {
  let congress
  const desk = await sit({
    roster: true,
    prepare: (tell) => {
      congress = tell([
        'set',
        'congresses',
        'new',
        '会议名称=第十九届人民代表大会第五次会议',
        '开始日期=2026-11-10',
      ]).id
    },
  })
  await desk.goto(`/r/congresses/${congress}/attendance`)
  await desk.see('expected-who').click()
  await desk.page.getByRole('option', { name: '全体在任代表' }).click()
  await desk.see('expected-add').click()
  await desk.see('sheet').waitFor()
  const first = desk.page.locator('[data-test=person]').first()
  await first.locator('[data-test=state-出席]').focus()
  await desk.page.keyboard.press('ArrowRight')
  await desk.page.keyboard.press('Space')
  assert.match(await figures(desk), /实到61请假1缺席0/)
  await desk.look('attendance-congress')
  await desk.isFitForAll()
  await desk.page.keyboard.press('Control+s')
  await desk.page.getByText(/签到已保存/).waitFor()
  const after = await desk.call('record', {
    register: 'congresses',
    id: congress,
  })
  assert.match(after.values.quorate, /达到（61\/62）/)
  await desk.leave()
})

test('one visit is ticked for many electors; who lacks electors is told', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  await desk.goto('/contacts/tick')
  await desk.see('tick-list').waitFor()
  await desk.look('tick')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  const before = (await desk.rows('contacts')).length
  const with_electors = desk.page.locator('[data-test=tick-deputy]', {
    has: desk.page.locator('[data-test=tick-open]'),
  })
  await with_electors.nth(0).locator('input').check()
  await with_electors.nth(1).locator('[data-test=tick-open]').click()
  await desk.page.locator('[data-test=tick-elector]').first().check()
  await desk.page.locator('#tick-way').fill('入户')
  await desk.page.locator('#tick-content').fill('了解冬季取暖')
  await desk.look('tick-chosen')
  await desk.isFitForAll()
  await desk.see('tick-save').click()
  await desk.page.getByText(/已登记走访（2 名代表/).waitFor()
  assert.equal((await desk.rows('contacts')).length, before + 2)
  await desk.atText(22)
  await desk.look('tick-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('a plan is copied to the next month and opened', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  await desk.goto('/r/plans')
  await desk.see('work-copy-plan').click()
  await desk.see('copy-tasks').waitFor()
  await desk.page.waitForFunction(
    () => document.querySelectorAll('[data-test=copy-tasks] tbody tr').length > 1,
  )
  await desk.look('copy-plan')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('copy-go').click()
  await desk.page.getByText(/已复制 \d+ 项任务到 2026-12/).waitFor()
  await desk.leave()
})
