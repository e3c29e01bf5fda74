// The chairman's page: it opens first for him, says what waits and who holds things up, and leads there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

test('a chairman begins with what waits for a decision, and one click leads to it', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
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
  const title = await first.locator('a').innerText()
  await first.locator('a').click()
  await desk.page.locator('main h1').filter({ hasText: title.slice(0, 8) }).waitFor()
  await desk.page.goBack()
  await desk.see('held-up').waitFor()
  await desk.leave()
})

test('whoever sits down as 主席 finds that page first', async () => {
  const desk = await sit({
    prepare: (tell) => tell(['set', 'users', 'new', '姓名=李国强', '权限=主席']),
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
