// What surrounds every page: home page, search over everything, operations, help, lock, keys.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

test('the home page says what is to be done, what was done, and where to go', async () => {
  const desk = await sit({ roster: true })
  await desk.see('due-row').waitFor()
  assert.match(await desk.see('due').innerText(), /代表名册/, 'what the import left open is listed')
  assert.match(
    await desk.see('recent').innerText(),
    /导入代表名册/,
    'what was done stands beside it',
  )
  assert.match(await desk.page.title(), /^工作台/, 'the window is called by its page')
  await desk.look('home')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  await desk.atText(22)
  await desk.look('home-22')
  await desk.fitsTheScreen()
  await desk.atText(16)

  await desk.see('later').click()
  await desk.see('due-row').click()
  await desk.see('to-settle').waitFor()
  assert.match(desk.page.url(), /settling/, 'what is open stands one after the other')
  await desk.page.keyboard.press('Alt+0')
  await desk.see('recent-undo').click()
  await desk.page.getByText('已撤销：导入代表名册').first().waitFor()
  await desk.page.keyboard.press('Control+y')
  await desk.page.getByText('已重做').first().waitFor()
  await desk.leave()
})

test('the home page of an office that has just begun', async () => {
  const desk = await sit()
  await desk.see('nothing-due').waitFor()
  assert.match(await desk.see('put-off').innerText(), /口令/, 'what was put off is offered')
  await desk.look('home-empty')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  const menu = await desk.see('menu').evaluate((it) => it.scrollHeight - it.clientHeight)
  assert.ok(menu <= 0, 'the menu stands without scrolling')
  await desk.leave()
})

test('a small screen at 125 % holds the home page', async () => {
  const desk = await sit({
    roster: true,
    size: { width: 1093, height: 614 },
    scale: 1.25,
  })
  await desk.see('due-row').waitFor()
  await desk.fitsTheScreen()
  const menu = await desk.see('menu').evaluate((it) => it.scrollHeight - it.clientHeight)
  assert.ok(menu <= 0, 'the menu stands without scrolling')
  await desk.look('home-125')
  await desk.leave()
})

test('one box finds everything, by characters, pinyin and digits, and by keys alone', async () => {
  const desk = await sit({ roster: true })
  await desk.see('recent').waitFor()
  await desk.page.keyboard.press('Control+f')
  await desk.compose('丁', ['d', 'di', 'ding'])
  await desk.see('found-line').waitFor()
  assert.match(
    await desk.see('found').innerText(),
    /代表名册/,
    'records stand under their register',
  )
  await desk.look('search')
  await desk.isFitForAll()
  await desk.page.keyboard.press('Escape')
  assert.equal(await desk.see('find').inputValue(), '丁', 'Esc leaves the text')

  await desk.see('find').fill('dxh')
  await desk.see('found-line').waitFor()
  await desk.page.getByRole('option', { name: /丁霞华/ }).waitFor()
  await desk.page.keyboard.press('Enter')
  await desk.see('save').waitFor()
  assert.match(desk.page.url(), /\/r\/roster\/[0-9a-f-]+/, 'Enter opens the record')

  await desk.page.keyboard.press('Control+f')
  await desk.see('find').fill('没有这个人')
  await desk.see('found-none').waitFor()
  await desk.leave()
})

test('every operation is listed and can be taken back', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/operations')
  await desk.see('operation').waitFor()
  await desk.look('operations')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  await desk.see('operation-undo').click()
  await desk.page.getByText('撤销：导入代表名册').first().waitFor()
  await desk.see('operations-text').fill('没有做过')
  await desk.page.getByText('没有符合条件的操作').waitFor()
  await desk.leave()
})

test('F1 opens the page of where one is, beside it', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/r/roster')
  await desk.see('total').waitFor()
  await desk.page.keyboard.press('F1')
  assert.match(await desk.see('help-panel').innerText(), /代表名册/, 'the right page')
  await desk.look('help-panel')
  await desk.isFitForAll()
  await desk.page.keyboard.press('F1')
  await desk.see('help-panel').waitFor({ state: 'detached' })
  await desk.goto('/help')
  await desk.see('help-find').fill('忘记密码')
  assert.match(
    await desk.see('help-contents').innerText(),
    /口令/,
    'looked for in the clerk’s words',
  )
  await desk.look('help')
  await desk.isFitForAll()
  await desk.leave()
})

test('locking keeps what was being typed and takes it out of sight', async () => {
  const desk = await sit({ founded: false })
  await desk.see('found').waitFor()
  await desk.call('found', {
    office: '北营房镇人大主席团',
    area: '130899102',
    term: '第十九届',
    clerk: '王秀兰',
    password: '春风2026',
  })
  await desk.page.reload()
  await desk.see('recent').waitFor()
  await desk.goto('/r/groups/new')
  const field = desk.page
    .locator('[data-test=field-name] input, input[data-test=field-name]')
    .first()
  await field.fill('第一小组')
  await desk.page.keyboard.press('Control+l')
  await desk.see('password-input').waitFor()
  assert.ok(
    !(await desk.page.content()).includes('第一小组'),
    'nothing of it stands on the locked page',
  )
  await desk.look('locked')
  await desk.page
    .locator('[data-test=password-input] input, input[data-test=password-input]')
    .first()
    .fill('春风2026')
  await desk.see('unlock').click()
  await field.waitFor()
  assert.equal(await field.inputValue(), '第一小组', 'what was being typed is there')
  await desk.leave()
})

test('text grows and shrinks by keys, and the PC remembers it', async () => {
  const desk = await sit()
  await desk.see('recent').waitFor()
  await desk.page.keyboard.press('Control+=')
  await desk.page.waitForFunction(() => document.documentElement.dataset.text === '18')
  await desk.see('user').click()
  await desk.see('menu-contrast').click()
  await desk.look('contrast')
  await desk.isFitForAll()
  await desk.page.reload()
  await desk.see('recent').waitFor()
  const kept = await desk.page.evaluate(() => ({
    ...document.documentElement.dataset,
  }))
  assert.deepEqual([kept.text, kept.contrast], ['18', 'high'])
  await desk.leave()
})
