// The chairman's page: it opens first for him, says what waits and who holds things up, and leads there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

test('a chairman begins with what waits for a decision, and one click leads to it', async () => {
  const desk = await sit({
    prepare: (tell) => {
      tell(['demo'])
      const { rows } = tell(['list', 'roster', '--limit', '1'])
      const leave = [`请假代表=${rows[0]['姓名']}`, '请假理由=住院', '提交日期=2026-11-20']
      tell(['set', 'leaves', 'new', ...leave])
    },
  })
  await desk.goto('/chair')
  await desk.see('awaiting').waitFor()
  await desk.look('chair')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  await desk.atText(22)
  await desk.look('chair-22')
  await desk.fitsTheScreen()
  await desk.atText(16)
  const first = desk.see('awaiting-item')
  await first.locator('a').click()
  await desk.see('save').waitFor()
  await desk.page.goBack()
  await desk.see('held-up').waitFor()
  await desk.leave()
})

test('whoever sits down as 主席 finds that page first', async () => {
  const desk = await sit({
    prepare: (tell) => tell(['set', 'users', 'new', '姓名=李国强', '角色=主席']),
  })
  await desk.see('user').click()
  await desk.page.getByRole('menuitemradio', { name: /李国强/ }).click()
  await desk.page.locator('main h1').filter({ hasText: '主席一览' }).waitFor()
  await desk.see('nothing-awaited').waitFor()
  await desk.look('chair-empty')
  await desk.see('to-desk').click()
  await desk.page.locator('main h1').filter({ hasText: '今天要办什么' }).waitFor()
  assert.match(desk.page.url(), /#\/$/)
  await desk.leave()
})

test('whoever may only look sees nothing that writes', async () => {
  const desk = await sit({
    roster: true,
    prepare: (tell) => tell(['set', 'users', 'new', '姓名=张督查', '角色=查看']),
  })
  await desk.see('user').click()
  await desk.page.getByRole('menuitemradio', { name: /张督查/ }).click()
  await desk.page.locator('[data-test=undo]').waitFor({ state: 'detached' })
  const absent = async (...marks) => {
    for (const mark of marks) assert.equal(await desk.see(mark).count(), 0, mark)
  }
  await absent('receive', 'recent-undo')
  await desk.goto('/r/roster')
  await desk.see('total').waitFor()
  await absent('import', 'grid', 'new', 'join')
  assert.equal(await desk.see('print').count(), 1, 'printing stays')
  await desk.look('viewer-list')
  await desk.page.locator('table.list tbody tr').first().click()
  await desk.see('only-look').waitFor()
  await absent('save', 'void', 'attach')
  await desk.look('viewer-record')
  await desk.goto('/r/roster/grid')
  await desk.see('may-not').waitFor()
  await desk.look('viewer-grid')
  await desk.goto('/settings')
  await desk.see('settings-security').waitFor()
  await absent('settings-users', 'settings-scheme')
  await desk.leave()
})
