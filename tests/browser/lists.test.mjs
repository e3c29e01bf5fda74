// A list as a clerk works with it: sorted and filtered from its headings, columns chosen and
// ordered, rows chosen and changed together, copied to a sheet.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const texts = (desk, mark) => desk.page.locator(`[data-test=${mark}]`).allInnerTexts()
const total = (desk) => desk.see('total').innerText()

async function settled(desk, wanted) {
  await desk.page.waitForFunction(
    (it) => document.querySelector('[data-test=total]')?.textContent?.includes(it),
    wanted,
  )
}

test('a list is sorted and filtered from its headings', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/r/roster')
  await settled(desk, '62')
  await desk.see('head-born').click()
  await desk.page.locator('th[aria-sort=ascending]').waitFor()
  await desk.see('head-born').click()
  await desk.page.locator('th[aria-sort=descending]').waitFor()
  await desk.look('list-sorted')

  await desk.see('filter-sex').click()
  await desk.see('filter-panel').waitFor()
  await desk.see('filter-value-女').check()
  await desk.look('list-filter')
  await desk.isFitForAll()
  await desk.see('filter-apply').click()
  await desk.see('chip-sex').waitFor()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=chip-sex]')?.textContent?.includes('性别：女'),
  )
  const some = await total(desk)
  assert.match(some, /找到 \d+ 人/)
  assert.doesNotMatch(some, /62/)

  await desk.see('filter-born').click()
  await desk.see('filter-from').fill('1901')
  await desk.see('filter-to').fill('1902')
  await desk.page.keyboard.press('Enter')
  await desk.see('nothing-found').waitFor()
  await desk.look('list-nothing')
  await desk.isFitForAll()
  await desk.see('chip-born').getByRole('button').click()
  await desk.see('rows').waitFor()
  assert.equal(await total(desk), some, 'one filter taken off leaves the other')
  await desk.see('clear-filters').click()
  await settled(desk, '共 62')

  await desk.see('filter-sex').click()
  await desk.see('filter-panel').waitFor()
  await desk.page.keyboard.press('Escape')
  await desk.see('filter-panel').waitFor({ state: 'detached' })
  const focused = await desk.page.evaluate(() => document.activeElement?.getAttribute('data-test'))
  assert.equal(focused, 'filter-sex', 'Esc leads back to where one was')
  await desk.leave()
})

test('columns are chosen and ordered by keyboard and stay so', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/r/roster')
  await desk.see('rows').waitFor()
  await desk.see('columns').click()
  const dialog = desk.page.locator('[data-test=columns-dialog]')
  await dialog.waitFor()
  await desk.page.locator('[data-test=column-post] input').focus()
  await desk.page.keyboard.press('Alt+ArrowUp')
  await desk.page
    .locator('[data-test=column-native_place]')
    .getByText('籍贯', { exact: true })
    .click()
  await desk.look('list-columns')
  await desk.isFitForAll()
  await desk.see('columns-keep').click()
  await desk.see('head-native_place').waitFor()
  const heads = await desk.page
    .locator('[data-test^=head-]')
    .evaluateAll((all) => all.map((it) => it.dataset.test))
  assert.ok(
    heads.indexOf('head-post') < heads.indexOf('head-born'),
    `工作单位及职务 stands before 出生日期: ${heads}`,
  )
  await desk.see('head-post').focus()
  const before = await desk.page
    .locator('th:has([data-test=head-post])')
    .evaluate((it) => it.offsetWidth)
  for (let count = 0; count < 4; count += 1) await desk.page.keyboard.press('Alt+ArrowRight')
  const after = await desk.page
    .locator('th:has([data-test=head-post])')
    .evaluate((it) => it.offsetWidth)
  assert.ok(after > before + 30, 'a column is made wider by keyboard')
  await desk.goto('/r/groups')
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=title]')?.textContent?.includes('小组'),
  )
  await desk.goto('/r/roster')
  await desk.see('head-native_place').waitFor()
  const { values } = await desk.call('preferences', {})
  assert.match(
    values['columns.roster'] ?? '',
    /native_place/,
    'kept by the program, not by the browser',
  )
  await desk.page.locator('.scroll').evaluate((it) => (it.scrollLeft = 400))
  const name = await desk.see('row-name').boundingBox()
  assert.ok(name && name.x > 200 && name.x < 420, 'the name stays in sight')
  await desk.look('list-scrolled')
  await desk.fitsTheScreen()

  await desk.see('columns').click()
  await desk.see('freeze').click()
  await desk.page.getByRole('option', { name: '都不固定' }).click()
  await desk.look('list-columns-freeze')
  await desk.see('columns-keep').click()
  await dialog.waitFor({ state: 'hidden' })
  await desk.page.reload()
  await desk.see('head-native_place').waitFor()
  await desk.page.locator('.scroll').evaluate((it) => (it.scrollLeft = 400))
  const loose = await desk.see('row-name').boundingBox()
  assert.ok(loose && loose.x < name.x, 'nothing stays in sight where nothing is to')
  await desk.leave()
})

test('rows are chosen by mouse and keyboard and changed as one', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/r/roster')
  await desk.see('rows').waitFor()
  const ticks = desk.page.locator('[data-test=tick]')
  await ticks.nth(0).focus()
  await desk.page.keyboard.press('Space')
  await desk.page.keyboard.press('Shift+ArrowDown')
  await desk.page.keyboard.press('Shift+ArrowDown')
  assert.match(await desk.see('selection').innerText(), /已选 3 条/)
  await ticks.nth(6).click({ modifiers: ['Shift'] })
  assert.match(await desk.see('selection').innerText(), /已选 7 条/)
  await desk.look('list-chosen')
  await desk.isFitForAll()

  await desk.see('batch-edit').click()
  await desk.see('batch-field').click()
  await desk.page.getByRole('option', { name: '政治面貌' }).click()
  await desk.page.locator('#batch-affiliation').fill('某某党')
  await desk.see('batch-go').click()
  await desk.page.locator('[data-test=batch-affiliation] .late').waitFor()
  await desk.look('list-batch-fault')
  desk.troubles.length = 0
  await desk.page.locator('#batch-affiliation').fill('群众')
  await desk.page.keyboard.press('Tab')
  await desk.see('batch-go').click()
  // What will change stands old beside new before anything does.
  await desk.see('batch-changes').getByText('群众').first().waitFor()
  await desk.look('list-batch-preview')
  await desk.isFitForAll()
  await desk.see('batch-do').click()
  await desk.page.getByText('已批量修改').first().waitFor()
  const rows = await desk.rows('roster', { where: [{ field: '政治面貌', value: '群众' }] })
  assert.ok(rows.length >= 7, 'all of them say so')
  await desk.page.keyboard.press('Control+z')
  await desk.page
    .getByText(/已撤销：批量修改/)
    .first()
    .waitFor()

  await ticks.nth(0).focus()
  await desk.page.keyboard.press('Control+a')
  assert.match(await desk.see('selection').innerText(), /已选 50 条/)
  await desk.see('select-all').click()
  assert.match(await desk.see('selection').innerText(), /已选 全部 62 条/)
  await desk.see('batch-void').click()
  await desk.see('batch-void-dialog').waitFor()
  await desk.look('list-batch-void')
  await desk.page.keyboard.press('Escape')
  await desk.see('select-none').click()
  await desk.leave()
})

test('chosen rows go to a sheet as text', async () => {
  const desk = await sit({ roster: true })
  await desk.context.grantPermissions(['clipboard-read', 'clipboard-write'])
  await desk.goto('/r/roster')
  await desk.see('rows').waitFor()
  await desk.page.locator('[data-test=tick]').nth(0).click()
  await desk.page
    .locator('[data-test=tick]')
    .nth(1)
    .click({ modifiers: ['Shift'] })
  await desk.page.keyboard.press('Control+c')
  const text = await desk.page.evaluate(() => navigator.clipboard.readText())
  const lines = text.split(/\r?\n/)
  assert.equal(lines.length, 2)
  const names = await texts(desk, 'row-name')
  assert.ok(lines[0].includes(names[0]) && lines[1].includes(names[1]), text)
  const html = await desk.page.evaluate(async () => {
    const [item] = await navigator.clipboard.read()
    return (await item.getType('text/html')).text()
  })
  assert.match(html, /<td/, 'a table goes with it')
  await desk.page.locator('[data-test=copy-headed]').click()
  await desk.see('batch-copy').click()
  await desk.page.getByText('已复制 2 行').waitFor()
  const headed = await desk.page.evaluate(() => navigator.clipboard.readText())
  assert.match(headed.split(/\r?\n/)[0], /姓名/)
  await desk.leave()
})

test('a list stays whole at large text, on a small and scaled screen, and says when it cannot be had', async () => {
  const desk = await sit({
    roster: true,
    scale: 1.25,
    size: { width: 1093, height: 614 },
  })
  await desk.goto('/r/roster')
  await desk.see('rows').waitFor()
  await desk.page.locator('[data-test=tick]').nth(0).click()
  await desk.look('list-125')
  await desk.fitsTheScreen()
  await desk.page.setViewportSize({ width: 1366, height: 768 })
  await desk.atText(22)
  await desk.look('list-22')
  await desk.fitsTheScreen()
  await desk.see('filter-born').click()
  await desk.see('filter-panel').waitFor()
  await desk.look('list-filter-22')
  await desk.page.keyboard.press('Escape')
  await desk.goto('/r/groups')
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=title]')?.textContent?.includes('小组'),
  )
  await desk.goto('/r/nothing-of-that-name')
  await desk.see('failed').waitFor()
  await desk.look('list-failed')
  await desk.leave({ forgiving: true })
})

test('the rows of a long list come before their count; what is typed next waits for neither', async () => {
  const desk = await sit({ roster: true })
  // As a register of a million answers: the rows at once, the count when it is asked for alone.
  let slow = true
  let counted = 0
  const held = []
  await desk.page.route('**/invoke/list', async (route) => {
    const answer = await route.fetch()
    const page = await answer.json()
    if (slow && answer.ok()) Object.assign(page, { total: 51, counted: false })
    await route.fulfill({ response: answer, json: page })
  })
  await desk.page.route('**/invoke/totals', async (route) => {
    if (slow && counted++ === 0) await new Promise((go) => held.push(go))
    await route.continue()
  })
  await desk.goto('/r/roster')
  await desk.see('rows').waitFor()
  assert.equal(await desk.page.locator('[data-test=row]').count(), 50)
  assert.match(await total(desk), /共 … 人/)
  const next = desk.page.locator('[data-test=pages] .btn-next')
  const before = await next.boundingBox()
  assert.ok(await next.isEnabled(), 'there is another page, as the rows tell')
  await desk.page.locator('[data-test=tick-page]').check()
  await desk.see('selection').waitFor()
  assert.equal(await desk.see('select-all').count(), 0, 'all of how many is not known yet')
  await desk.see('select-none').click()
  await desk.look('list-counting')
  held.pop()()
  await settled(desk, '共 62 人')
  assert.deepEqual(await next.boundingBox(), before, 'nothing jumps when the count comes')
  await desk.page.locator('[data-test=tick-page]').check()
  assert.match(await desk.see('select-all').innerText(), /全部 62 条/)

  counted = 0
  await desk.see('search').fill('王')
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=total]')?.textContent?.includes('找到 …'),
  )
  slow = false
  // The count of what was typed first is still on its way.
  await desk.see('search').fill('')
  await settled(desk, '共 62 人')
  held.pop()()
  await desk.see('unsettled').waitFor()
  assert.match(await total(desk), /共 62 人/, 'a count that comes late is of another list')
  await desk.leave()
})
