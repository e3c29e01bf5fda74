// The first day: founded in four fields, the rest put off; the roster in; restored on another PC.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixture, sit } from './harness.mjs'

test('an office is founded, its card kept, its roster in, its papers printed', async () => {
  const desk = await sit({ founded: false })
  await desk.see('found').waitFor()
  await desk.look('founding')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.atText(22)
  await desk.look('founding-22')
  await desk.fitsTheScreen()
  await desk.atText(16)

  await desk.see('found').click()
  await desk.page.getByText('请填写单位名称').waitFor()
  await desk.look('founding-faults')
  await desk.see('office-input').fill('北营房镇人大主席团')
  await desk.see('term-input').fill('19')
  await desk.see('area-input').fill('1308')
  await desk.see('found').click()
  await desk.page.getByText('现在是 4 位').waitFor()
  assert.equal(await desk.see('term-input').inputValue(), '第十九届', 'a number is a term')
  await desk.see('area-input').fill('')
  await desk.see('found').click()

  await desk.see('step-roster').waitFor()
  await desk.look('start')
  await desk.isFitForAll()
  await desk.atText(22)
  await desk.look('start-22')
  await desk.fitsTheScreen()
  await desk.atText(16)

  await desk.see('later-copy').click()
  await desk.page.locator('[data-test=step-copy]', { hasText: '再提醒' }).waitFor()
  await desk.see('do-card').click()
  await desk.see('recovery-card').waitFor()
  await desk.look('start-card')
  await desk.isFitForAll()
  const printed = desk.context.waitForEvent('page')
  await desk.see('card-print').click()
  await printed
  await desk.see('card-noted').check()
  await desk.see('card-done').click()
  await desk.page.locator('[data-test=step-card].done').waitFor()

  await desk.see('do-roster').click()
  await desk.offer(fixture('代表名册-两行表头.xlsx'), () => desk.see('choose-file').click())
  await desk.see('preview').waitFor()
  await desk.see('apply').click()
  await desk.see('result').waitFor()
  await desk.see('paper-receptions').waitFor()
  await desk.look('import-result-first-day')
  await desk.goto('/start')
  await desk.page.locator('[data-test=step-roster].done').waitFor()
  await desk.look('start-half')
  await desk.leave()
})

test('a copy of another PC is put back after its date and digest were seen', async () => {
  let path = ''
  const other = await sit({
    roster: true,
    prepare: (tell) => {
      const card = tell(['card'])
      const stick = join(process.env.TMPDIR ?? '/tmp', `lvzhi-stick-${process.pid}`)
      path = JSON.stringify([tell(['backup', '--to', stick]).path, card.recovery])
    },
  })
  await other.leave()
  const [copy, card] = JSON.parse(path)
  const desk = await sit({ founded: false })
  await desk.see('restore-way').click()
  await desk.offer(copy, () => desk.see('choose-copy').click())
  await desk.see('copy-says').waitFor()
  await desk.look('founding-restore')
  await desk.isFitForAll()
  await desk.see('copy-card').fill('丙乙丁')
  await desk.see('restore').click()
  await desk.page.getByText('恢复卡应有 24 个字').waitFor()
  await desk.see('copy-card').fill(card)
  await desk.see('restore').click()
  await desk.see('undo').waitFor()
  assert.equal(
    (await desk.call('list', { register: 'roster', limit: 1 })).total,
    62,
    'the deputies are there',
  )
  await desk.leave({ forgiving: true })
})
