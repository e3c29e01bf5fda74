// Long work says how far it is and can be stopped; a screen nobody touches locks itself; a matter
// goes a step on from its page.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const characters = Array.from('伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰建国志红文云')

/** A roster of so many, each with a name of its own. */
function sheetOf(many) {
  const path = join(mkdtempSync(join(tmpdir(), 'lvzhi-long-')), '全县名册.csv')
  const lines = ['姓名,性别,民族,代表小组,工作单位及职务']
  for (let at = 0; at < many; at += 1) {
    const name = [at % 32, Math.floor(at / 32) % 32, Math.floor(at / 1024) % 32]
      .map((it) => characters[it])
      .join('')
    lines.push(`王${name},男,汉族,第${at % 40}小组,第${at}村村民`)
  }
  writeFileSync(path, `\ufeff${lines.join('\n')}\n`)
  return path
}

async function stopped(desk) {
  await desk.see('work-stop').click()
  await desk.see('work').waitFor({ state: 'detached' })
}

test(
  'a long import says how far it is and is stopped, on the way to the preview and after it',
  { timeout: 180_000 },
  async () => {
    const desk = await sit()
    desk.page.setDefaultTimeout(60_000)
    await desk.goto('/r/roster/import')
    const read = (many) => desk.offer(sheetOf(many), () => desk.see('choose-file').click())
    // Reading is quick; so many rows keep any PC busy for some seconds.
    await read(300_000)
    await desk.see('work').waitFor()
    assert.match(await desk.see('work').innerText(), /正在/, 'it says what is going on')
    await desk.look('work')
    await desk.isFitForAll()
    await stopped(desk)
    await desk.page.getByText('已取消').first().waitFor()

    await read(30_000)
    await desk.see('preview').waitFor()
    await desk.see('apply').click()
    await desk.see('work').waitFor()
    await stopped(desk)
    await desk.page.getByText('已取消').first().waitFor()
    const { total } = await desk.call('list', { register: 'roster', limit: 1 })
    assert.equal(total, 0, 'what was stopped has changed nothing')
    await desk.leave()
  },
)

test(
  'a long print says how far it is, is stopped, and is tried again',
  { timeout: 180_000 },
  async () => {
    const desk = await sit({
      prepare: (tell) => tell(['import', 'roster', sheetOf(3_000)]),
    })
    desk.page.setDefaultTimeout(60_000)
    await desk.see('recent').waitFor()
    await desk.goto('/print/roster')
    await desk.see('work').waitFor()
    await stopped(desk)
    await desk.see('print-refused').waitFor()
    assert.match(
      await desk.see('print-refused').innerText(),
      /已取消/,
      'it says that it was stopped',
    )
    await desk.look('work-print-stopped')
    await desk.see('print-refused').getByRole('button', { name: '再试一次' }).click()
    await desk.see('print-pages').waitFor()
    await desk.leave()
  },
)

test('a screen that nobody touches locks itself and keeps what was being typed', async () => {
  const desk = await sit()
  await desk.see('recent').waitFor()
  await desk.call('set_password', { new: '红旗渠水' })
  await desk.call('set_lock', { minutes: 5 })
  await desk.page.clock.install()
  await desk.page.reload()
  await desk.see('recent').waitFor()
  await desk.goto('/r/groups/new')
  const field = desk.page
    .locator('[data-test=field-name] input, input[data-test=field-name]')
    .first()
  await field.fill('第一小组')
  await desk.page.clock.fastForward('04:00')
  assert.equal(await desk.see('password-input').count(), 0, 'not before its time')
  await desk.page.clock.fastForward('01:30')
  await desk.see('password-input').waitFor()
  assert.ok(
    !(await desk.page.content()).includes('第一小组'),
    'nothing of it stands on the locked page',
  )
  await desk.page
    .locator('[data-test=password-input] input, input[data-test=password-input]')
    .first()
    .fill('红旗渠水')
  await desk.see('unlock').click()
  await field.waitFor()
  assert.equal(await field.inputValue(), '第一小组', 'what was being typed is there')
  await desk.leave()
})

test('a matter goes a step on from its page; what lacks is said at its field', async () => {
  const desk = await sit()
  await desk.see('recent').waitFor()
  const { id } = await desk.call('save', {
    register: 'opinions',
    values: {
      收到日期: '2026-11-20',
      反映人: '李敏',
      内容: '前苇塘村口路灯坏了三盏，夜里看不清路。',
      来源: '走访',
    },
  })
  await desk.goto(`/r/opinions/${id}`)
  await desk.see('steps').waitFor()
  assert.match(await desk.see('state').innerText(), /已登记/)
  await desk.see('other-steps').click()
  assert.match(
    await desk.see('steps').innerText(),
    /要等到“已受理/,
    'why a step cannot be done yet',
  )
  await desk.see('other-steps').click()
  await desk.see('step-accept').click()
  await desk.look('step-accept')
  await desk.isFitForAll()
  await desk.see('step-do').click()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=state]')?.textContent.includes('已受理'),
  )

  await desk.see('step-assign').click()
  await desk.see('step-do').click()
  await desk.page.locator('[data-test^=fault-], [data-test=notice]').first().waitFor()
  await desk.look('step-lacking')
  await desk.page.locator('[data-test=asked-lead]').first().fill('供电所')
  await desk.page.keyboard.press('Tab')
  await desk.see('step-do').click()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=state]')?.textContent.includes('已交办'),
  )
  await desk.page.keyboard.press('Control+z')
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=state]')?.textContent.includes('已受理'),
  )
  await desk.leave({ forgiving: true })
})
