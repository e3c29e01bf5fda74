// Every page as a screen reader speaks it: nothing is nameless, landmarks and headings stand in order,
// what a field needs and what was said of it is read out.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aYear, counting, inFullOffice, inNewOffice } from './addresses.mjs'
import { sit } from './harness.mjs'
import { spoken, unheard } from './spoken.mjs'

async function hear(desk, addresses) {
  const settled = counting(desk)
  const session = await desk.context.newCDPSession(desk.page)
  const told = []
  for (const { path, name, go } of addresses) {
    await desk.goto(path)
    await settled()
    await desk.page.locator('main h1').first().waitFor()
    if (go) {
      await go(desk)
      await settled()
    }
    const said = await unheard(session)
    if (said.length > 0)
      told.push(`${path}${name ? ` (${name})` : ''}:`, ...said.map((it) => `    ${it}`))
  }
  return told
}

test('every page with a year in it can be heard', async () => {
  const desk = await sit({ prepare: aYear })
  const told = await hear(desk, await inFullOffice(desk))
  await desk.leave()
  assert.deepEqual(told, [], told.join('\n'))
})

test('and every page of a new office', async () => {
  const desk = await sit()
  const told = await hear(desk, await inNewOffice(desk))
  await desk.leave()
  assert.deepEqual(told, [], told.join('\n'))
})

test('dialogs and menus have a title and names', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  const session = await desk.context.newCDPSession(desk.page)
  const settled = counting(desk)
  const told = []
  for (const [path, mark] of [
    ['/', 'user'],
    ['/r/roster', 'columns'],
    ['/r/roster', 'print'],
    ['/r/roster', 'filter-sex'],
    ['/r/receptions', 'more-ways'],
  ]) {
    await desk.goto('/operations')
    await desk.goto(path)
    await settled()
    await desk.see(mark).click()
    await settled()
    const said = await unheard(session)
    if (said.length > 0) told.push(`${path}, ${mark}:`, ...said.map((it) => `    ${it}`))
    const titles = (await spoken(session)).filter((it) => it.role === 'dialog')
    for (const it of titles) if (!it.name) told.push(`${path}, ${mark}: a dialog without a title`)
    await desk.page.keyboard.press('Escape')
  }
  await desk.leave()
  assert.deepEqual(told, [], told.join('\n'))
})

test('what is said is put into a region that was there before, and fields say how they are filled', async () => {
  const desk = await sit()
  await desk.goto('/r/meetings/new')
  await desk.page.locator('#field-title').waitFor()
  const regions = await desk.page.evaluate(() => {
    window.__regions = [...document.querySelectorAll('[role=status], [role=alert], [aria-live]')]
    return window.__regions.length
  })
  assert.ok(regions >= 2, 'a region for what is done and one for what is refused')
  const inRegion = (role) =>
    desk.page.evaluate(
      (role) =>
        window.__regions.some(
          (it) => it.getAttribute('role') === role && it.querySelector('[data-test=notice]'),
        ),
      role,
    )
  await desk.page.keyboard.press('Control+s')
  await desk.see('notice').waitFor()
  assert.ok(await inRegion('alert'), 'a refusal is told at once')

  const session = await desk.context.newCDPSession(desk.page)
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const title = nodes.find((it) => it.role?.value === 'textbox' && it.name?.value === '会议名称')
  assert.ok(title, 'the field says its name without the star')
  const said = title.description?.value ?? ''
  assert.match(said, /没有填“会议名称”/)
  assert.match(said, /这一栏必须填/)
  assert.equal(
    title.properties.find((it) => it.name === 'invalid')?.value.value,
    'true',
    'it says that it is wrong',
  )

  await desk.page.locator('#field-title').fill('第一次主席团会议')
  await desk.page.locator('#field-held_on').fill('2026-11-20')
  await desk.page.keyboard.press('Control+s')
  await desk.page.locator('[data-test=notice].done').waitFor()
  assert.ok(await inRegion('status'), 'what is done is told when the reader pauses')
  await desk.leave()
})
