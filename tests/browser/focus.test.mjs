// Every page with Tab alone, on a screen drawn at 125 %: what has the cursor shows it and is in sight, and
// the cursor comes out of the page again.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'
import { hindrances } from './sight.mjs'

/** Pages of an office with its demo data; `{}` stands for the register's first record. */
const pages = [
  '/',
  '/r/roster',
  '/r/roster/{}',
  '/r/receptions',
  '/r/receptions/new',
  '/r/receptions/{}',
  '/r/receptions/grid',
  '/r/opinions/{}',
  '/r/meetings/new',
  '/r/activities/{}',
  '/receptions/day',
  '/receptions/plan',
  '/contacts/tick',
  '/plans/copy',
  '/matters/slips',
  '/matters/sample',
  '/dossiers',
  '/figures',
  '/structure',
  '/inspection',
  '/print',
  '/operations',
  '/help',
  '/start',
  '/settings',
]
/** So many stops of a page are looked at. */
const most = 30

/** Says what is wrong with how the focused element shows that it is focused. */
function unseenFocus() {
  const accent = getComputedStyle(document.documentElement).getPropertyValue('--accent').trim()
  const probe = document.createElement('i')
  probe.style.color = accent
  document.body.append(probe)
  const colour = getComputedStyle(probe).color
  probe.remove()
  const active = document.activeElement
  if (active.dataset.test === 'grid-editor') return null
  let at = active
  for (let up = 0; at && up < 5; up += 1, at = at.parentElement) {
    const style = getComputedStyle(at)
    const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1.5
    if (drawn || style.boxShadow.includes(colour)) return null
  }
  return `${active.outerHTML.slice(0, 160)} does not show that it has the cursor`
}

test('every page is walked with Tab: the cursor is shown, in sight, and comes out again', async () => {
  const desk = await sit({
    prepare: (tell) => tell(['demo']),
    size: { width: 1093, height: 614 },
    scale: 1.25,
  })
  const { page } = desk
  const wrong = []
  for (const pattern of pages) {
    const register = pattern.split('/')[2]
    let path = pattern
    if (pattern.includes('{}')) {
      const rows = await desk.rows(register)
      path = pattern.replace('{}', rows[0].id)
    }
    await desk.goto(path)
    await page.locator('main :is(h1, h2)').first().waitFor()
    await page.waitForTimeout(400)
    await page.evaluate(() => document.querySelector('#page').focus())
    let tables = 0
    let out = false
    for (let stop = 0; stop < most && !out; stop += 1) {
      await page.keyboard.press('Tab')
      const where = await page.evaluate(() => ({
        inside: document.querySelector('#page').contains(document.activeElement),
        table: document.activeElement?.dataset.test === 'grid-editor',
      }))
      out = !where.inside
      if (out) break
      if (where.table) {
        tables += 1
        if (tables > 1) break
        await page.keyboard.press('Escape')
      }
      const found = [...(await hindrances(desk)), await page.evaluate(unseenFocus)]
      for (const it of found) if (it) wrong.push(`${pattern}, stop ${stop + 1}: ${it}`)
    }
  }
  assert.deepEqual(wrong, [])
  await desk.leave()
})
