// What a tired clerk does, and what is said of it: a day that has not come, a name that nobody bears, two
// people under one number; and what a person who may only look is offered on every page.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { aYear, counting, inFullOffice } from './addresses.mjs'
import { sit, today } from './harness.mjs'

test('a day that has not come says so before anybody is written down', async () => {
  const ids = {}
  const desk = await sit({
    roster: true,
    prepare: (tell) => {
      const { rows } = tell(['list', 'roster', '--limit', '1'])
      const day = (on) =>
        tell(['set', 'reception_days', 'new', `日期=${on}`, `接待代表=${rows[0]['姓名']}`]).id
      ids.ahead = day('2026-11-26')
      ids.came = day(today)
    },
  })
  const keys = desk.page.keyboard
  await desk.goto(`/receptions/day?day=${ids.ahead}`)
  await desk.see('day-ahead').waitFor()
  await keys.insertText('王老四')
  await keys.press('Enter')
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=here]')?.textContent.includes('还没有到'),
  )
  await desk.look('mistakes-ahead')
  await desk.see('day').click()
  await desk.page.getByRole('option', { name: /2026年11月26日.*还没有到/ }).waitFor()
  await desk.page.getByRole('option', { name: /2026年11月24日/ }).click()
  await desk.see('day-ahead').waitFor({ state: 'detached' })
  await desk.page.waitForFunction(
    () => !document.querySelector('[data-test=here]')?.textContent.includes('还没有到'),
  )
  // What was said of one line is not said of the next.
  await desk.see('line').fill('12日 前苇塘 王老五 路灯不亮')
  await keys.press('Enter')
  await desk.page.locator('[data-test=notice]', { hasText: '这句话里是' }).waitFor()
  await desk.see('line').fill('前苇塘 王老六 路灯不亮')
  await keys.press('Enter')
  await desk.see('notice').waitFor({ state: 'detached' })
  await desk.leave()
})

test('each of several names that nobody bears is named when the record is saved', async () => {
  const desk = await sit({ roster: true })
  const [{ values }] = await desk.rows('roster', { limit: 1 })
  await desk.goto('/r/activities/new')
  await desk.page.locator('#field-expected').focus()
  await desk.page.keyboard.insertText(values.name)
  await desk.page.keyboard.press('Enter')
  for (const letters of ['zqx', 'vvq']) {
    await desk.page.keyboard.type(letters)
    await desk.page.keyboard.press('Enter')
  }
  await desk.look('mistakes-unknown')
  await desk.isFitForAll()
  await desk.page.locator('#field-title').fill('视察')
  await desk.page.locator('#field-held_on').fill('11.20')
  await desk.page.keyboard.press('Control+s')
  const said = desk.see('fault-expected')
  await said.waitFor()
  const text = await said.innerText()
  assert.ok(text.includes('zqx') && text.includes('vvq'), `both are named: ${text}`)
  await desk.leave()
})

test('of two people under one number both come in, and an older refusal does not stay', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'lvzhi-twins-')), '名册.csv')
  writeFileSync(
    file,
    '\ufeff姓名,性别,身份证号,联系电话\n田海涛,男,130899197503110751,13900448041\n' +
      '袁晓燕,女,130899197503110751,13900488772\n',
  )
  const desk = await sit()
  await desk.goto('/r/roster/import')
  await desk.offer(file, () => desk.see('choose-file').click())
  await desk.see('preview').waitFor()
  await desk.see('decide-3-new').click()
  await desk.see('apply').click()
  await desk.see('result').waitFor()
  await desk.page.locator('[data-test=findings]', { hasText: '田海涛' }).waitFor()
  await desk.look('mistakes-twins')
  assert.equal((await desk.rows('roster')).length, 2)
  await desk.leave()
})

test('in an empty book the ways to enter a visitor stand once', async () => {
  const desk = await sit()
  await desk.goto('/r/receptions')
  await desk.see('empty').waitFor()
  assert.equal(await desk.see('empty').locator('button').count(), 0)
  const said = await desk.see('empty').innerText()
  for (const word of ['接待日录入', '新增来访登记', '更多录入方式']) {
    assert.ok(said.includes(word), `${word} in ${said}`)
    assert.ok(
      (await desk.page.getByRole('button', { name: word }).count()) === 1,
      `${word} is a button over the list`,
    )
  }
  await desk.goto('/exchange')
  await desk.see('first-enrol').waitFor()
  assert.equal(await desk.see('enrol').count(), 0)
  await desk.leave()
})

test('what a step does next stands at the right end, however many papers it has', async () => {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  const waiting = (await desk.rows('suggestions')).find((it) => it.values.state === '已登记')
  assert.ok(waiting, 'one waits to be accepted')
  await desk.goto(`/r/suggestions/${waiting.id}/course`)
  await desk.see('run-accept-assign').click()
  await desk.see('step-do').waitFor()
  for (const size of [
    { width: 1366, height: 768 },
    { width: 1280, height: 720 },
    { width: 1024, height: 576 },
  ]) {
    await desk.page.setViewportSize(size)
    const ends = await desk.page.evaluate(() => {
      const right = (it) => it.getBoundingClientRect().right
      const button = document.querySelector('[data-test=step-do]')
      return [right(button), right(button.closest('.bar'))]
    })
    assert.ok(Math.abs(ends[0] - ends[1]) < 2, `${ends} at ${size.width}`)
  }
  await desk.look('mistakes-step')
  await desk.leave()
})

/** Marks of what writes in the books. */
const writing =
  /^(step-(?!whole)|run-|more-steps|save$|void|new$|import$|grid$|join$|attach$|add-|edit-|sign-|write$|later$|pass-do|undo|enrol|first-enrol|send$|receive$|freeze|apply$|gaps-save|settle-|decide-|put-off|other-steps)/

test('whoever may only look is offered nothing that writes, on any page', async () => {
  const desk = await sit({
    prepare: (tell, beside, file) => {
      aYear(tell, beside, file)
      tell(['set', 'users', 'new', '姓名=张督查', '角色=查看'])
    },
  })
  const addresses = (await inFullOffice(desk)).filter((it) => !it.go)
  await desk.see('user').click()
  await desk.page.getByRole('menuitemradio', { name: /张督查/ }).click()
  await desk.page.locator('[data-test=undo]').waitFor({ state: 'detached' })
  const settled = counting(desk)
  const told = []
  for (const { path } of addresses) {
    await desk.goto(path)
    await settled()
    const marks = await desk.page.evaluate(() =>
      [...document.querySelectorAll('main [data-test]')]
        .filter((it) => it.matches('button, input, textarea') && it.checkVisibility())
        .filter((it) => !it.disabled)
        .map((it) => it.dataset.test),
    )
    for (const mark of new Set(marks)) if (writing.test(mark)) told.push(`${path}: ${mark}`)
  }
  await desk.leave()
  assert.deepEqual(told, [])
})
