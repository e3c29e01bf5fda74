// Nothing on any page hinders people who see or hear badly: axe finds nothing serious, in plain colours
// and in 高对比; and the tour is walked with the keyboard.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aYear, counting, inFullOffice, inNewOffice } from './addresses.mjs'
import { sit } from './harness.mjs'

async function read(desk, addresses) {
  const settled = counting(desk)
  const told = []
  for (const { path, name, go } of addresses) {
    await desk.goto(path)
    await settled()
    if (go) {
      await go(desk)
      await settled()
    }
    try {
      await desk.isFitForAll()
    } catch (error) {
      told.push(`${path}${name ? ` (${name})` : ''}\n${error.actual?.join('\n') ?? error.message}`)
    }
  }
  return told
}

test('axe finds nothing serious on any page with a year in it', async () => {
  const desk = await sit({ prepare: aYear })
  const told = await read(desk, await inFullOffice(desk))
  await desk.leave()
  assert.deepEqual(told, [], told.join('\n'))
})

test('nor on forms that are still empty, with high contrast', async () => {
  const desk = await sit()
  await desk.call('set_look', { text: 22, contrast: true })
  await desk.page.reload()
  await desk.page.locator('main :is(h1, h2)').first().waitFor()
  const told = await read(desk, await inNewOffice(desk))
  await desk.leave()
  assert.deepEqual(told, [], told.join('\n'))
})

test('the tour is walked by keyboard, left, and begun again from the help', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  await desk.see('demo-tour').click()
  const tour = desk.see('tour')
  await tour.waitFor()
  const seen = new Set()
  for (;;) {
    seen.add(await tour.locator('b').innerText())
    await desk.page.locator('.toured').waitFor()
    const next = desk.see('tour-next')
    if ((await next.innerText()).trim() === '看完了') break
    await desk.isFitForAll('[data-test=tour]')
    await desk.fitsTheScreen()
    const at = await tour.innerText()
    await next.focus()
    await desk.page.keyboard.press('Enter')
    await desk.page.waitForFunction(
      (before) => document.querySelector('[data-test=tour]')?.innerText !== before,
      at,
    )
  }
  assert.ok(seen.size >= 7, `${seen.size} stops`)
  await desk.see('tour-next').click()
  await tour.waitFor({ state: 'detached' })
  await desk.goto('/help')
  await desk.see('help-tour').click()
  await tour.waitFor()
  await desk.look('tour')
  await desk.page.keyboard.press('Escape')
  await tour.waitFor({ state: 'detached' })
  await desk.leave()
})
