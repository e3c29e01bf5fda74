// Files between two PCs as two clerks do it: a village station's PC asks, is let in and joins; what it
// registers goes to the office on a stick, is looked at, taken in, taken out, taken in again, and the
// next one is sent back.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sit } from './harness.mjs'

const stick = mkdtempSync(join(tmpdir(), 'lvzhi-stick-'))
after(() => rmSync(stick, { recursive: true, force: true }))

/** What a press of this button saves lies on the stick. */
async function saved(desk, name, act) {
  const path = join(stick, name)
  const coming = desk.page.waitForEvent('download')
  await act()
  await (await coming).saveAs(path)
  return path
}

async function seen(desk, name) {
  await desk.look(name)
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.atText(22)
  await desk.look(`${name}-22`)
  await desk.fitsTheScreen()
  await desk.atText(16)
}

const characters = async (desk) => (await desk.see('check-word').innerText()).replace(/\s/g, '')

test('a stick goes from a village to the office and back', async () => {
  const office = await sit({
    prepare: (tell) => {
      tell(['set', 'stations', 'new', '站点名称=苇塘村联络站', '类别=代表联络站'])
      tell(['set', 'roster', 'new', '姓名=王秀兰', '选区=第1选区'])
    },
  })
  const village = await sit({ founded: false })

  // The office without another PC says what to do first.
  await office.goto('/exchange')
  await office.see('first-enrol').waitFor()
  await seen(office, 'exchange-empty')

  // The village's PC asks; Enter leads on.
  await village.see('join-way').click()
  await seen(village, 'join')
  await village.see('ask-to-join').click()
  await village.page.getByText('请写大家认得的名称').waitFor()
  await village.see('join-name').fill('苇塘村联络站电脑')
  const request = await saved(village, '申请.rdj', () => village.see('ask-to-join').press('Enter'))
  await village.see('recovery-card').waitFor()
  await village.look('join-card')
  await village.see('card-noted').check()
  await village.see('card-done').click()
  await village.see('waiting').waitFor()
  await seen(village, 'join-waiting')
  const own = await characters(village)
  assert.match(own, /^\w{8}$/)

  // Opened again, it still waits.
  await village.page.reload()
  await village.see('waiting').waitFor()
  await village.page.waitForFunction(
    (it) => document.querySelector('[data-test=check-word]')?.textContent.replace(/\s/g, '') === it,
    own,
  )

  // The office compares and lets it in.
  await office.see('first-enrol').click()
  await office.see('choose-request').waitFor()
  await seen(office, 'enrol-choose')
  await office.offer(request, () => office.see('choose-request').click())
  await office.see('request').waitFor()
  assert.equal(await characters(office), own, 'both sides see the same characters')
  assert.equal(await office.see('enrol-yes').isDisabled(), true, 'not before they were compared')
  await office.see('different').check()
  await office.see('stop').waitFor()
  await office.look('enrol-different')
  await office.see('same').check()
  assert.match(await office.see('station').innerText(), /苇塘村联络站/, 'its station is proposed')
  await seen(office, 'enrol-compare')
  const answer = await saved(office, '答复.rdx', () => office.see('enrol-yes').click())
  await office.see('saved-file').waitFor()
  await seen(office, 'enrol-done')
  await office.see('done').click()
  await office.see('device-苇塘村联络站电脑').waitFor()
  await office.look('exchange-one')

  // The village joins and registers.
  await village.offer(answer, () => village.see('choose-answer').click())
  await village.see('joined').waitFor()
  await seen(village, 'joined')
  await village.see('begin').click()
  await village.page.locator('nav').first().waitFor()
  await village.look('village-home')
  await village.goto('/r/roster')
  await village.see('rows').waitFor()
  assert.equal(await village.see('new').count(), 0, 'the roster is the township’s')
  await village.look('village-roster')
  await village.call('save', {
    register: 'receptions',
    id: null,
    values: { 来访人: '王老四', 反映内容: '路灯不亮', 接待时间: '2026-11-24', 接待代表: '王秀兰' },
  })

  // It sends.
  await village.goto('/exchange')
  await village.see('send').waitFor()
  await village.look('village-exchange')
  await village.see('send').click()
  await village.see('save-package').waitFor()
  await seen(village, 'send-choose')
  const sent = await saved(village, '苇塘.rdx', () => village.see('save-package').click())
  await village.see('saved-file').waitFor()
  await seen(village, 'send-done')
  const check = await characters(village)

  // The office looks, takes it in, and reads the same characters.
  const take = async () => {
    await office.goto('/exchange/receive')
    await office.offer(sent, () => office.see('choose-package').click())
    await office.see('counts').waitFor()
  }
  await take()
  assert.equal((await office.rows('receptions')).length, 0, 'a look changes nothing')
  assert.match(await office.see('records').innerText(), /王老四/)
  await seen(office, 'receive-preview')
  await office.see('apply-package').click()
  await office.see('receipt').waitFor()
  await seen(office, 'receive-receipt')
  assert.equal(await characters(office), check, 'sender and receiver read the same')
  await office.see('handover').click()
  await office.page.getByText('第 1 页，共 1 页').waitFor()
  await office.look('handover-print')

  // Taken out and in again.
  await office.goto('/exchange')
  await office.see('undo-package').click()
  await office.see('undo-says').waitFor()
  await office.look('exchange-undo')
  await office.see('undo-yes').click()
  await office.page.getByText('已退出').waitFor()
  assert.equal((await office.rows('receptions')).length, 0, 'it is out again')
  await take()
  await office.see('apply-package').click()
  await office.see('receipt').waitFor()
  assert.equal((await office.rows('receptions')).length, 1)
  await office.goto('/exchange')
  await office.see('undo-package').waitFor()
  await seen(office, 'exchange-full')

  // The same again brings nothing new.
  await office.goto('/exchange/receive')
  await office.offer(sent, () => office.see('choose-package').click())
  await office.see('already').waitFor()
  await office.look('receive-already')
  await office.see('cancel').click()

  // The next one is sent back with a reason, and the village reads it.
  await village.call('save', {
    register: 'receptions',
    id: null,
    values: { 来访人: '孙玉田', 反映内容: '井盖丢失', 接待时间: '2025-11-24', 接待代表: '王秀兰' },
  })
  await village.see('again').click()
  await village.see('save-package').waitFor()
  const wrong = await saved(village, '错.rdx', () => village.see('save-package').click())
  await office.offer(wrong, () => office.see('choose-package').click())
  await office.see('return').click()
  await office.see('return-reason').fill('年份写成了去年，请改好再发')
  await office.look('receive-return')
  const back = await saved(office, '退回.rdx', () => office.see('return-yes').click())
  await office.see('saved-file').waitFor()
  assert.equal((await office.rows('receptions')).length, 1, 'nothing of it was taken in')
  await office.see('done').click()
  await village.goto('/exchange/receive')
  await village.offer(back, () => village.see('choose-package').click())
  await village.page.getByText('年份写成了去年').first().waitFor()
  await village.look('village-returned')

  // What is no package says so.
  await office.goto('/exchange/receive')
  await office.offer(request, () => office.see('choose-package').click())
  await office.page.locator('[data-test=notice]').first().waitFor()
  await office.look('receive-refused')

  // The PC is put out, asked twice.
  await office.goto('/exchange')
  await office.see('revoke-苇塘村联络站电脑').click()
  await office.see('revoke-reason').fill('电脑丢失')
  await office.see('revoke-on').click()
  await office.see('revoke-again').waitFor()
  await office.look('exchange-revoke')
  await office.see('revoke-yes').click()
  await office.page.getByText('已停用', { exact: true }).waitFor()
  await office.look('exchange-revoked')
  await village.leave({ forgiving: true })
  await office.leave({ forgiving: true })
})

test('unusually much stops until somebody says that they asked', async () => {
  const names = [...'赵钱孙李周吴郑王冯陈'].flatMap((it) =>
    [...'春夏秋冬梅兰'].map((one) => it + one),
  )
  const office = await sit({
    prepare: (tell) => names.forEach((it) => tell(['set', 'roster', 'new', `姓名=${it}`])),
  })
  const second = await sit({ founded: false })
  await second.see('join-way').click()
  await second.see('join-name').fill('办公室第二台')
  const request = await saved(second, '二.rdj', () => second.see('ask-to-join').click())
  await second.see('card-later').click()
  await office.goto('/exchange/enrol')
  await office.offer(request, () => office.see('choose-request').click())
  await office.see('same').check()
  await office.see('kind-pc').check()
  await office.look('enrol-pc')
  const answer = await saved(office, '二答.rdx', () => office.see('enrol-yes').click())
  await second.offer(answer, () => second.see('choose-answer').click())
  await second.see('begin').click()
  await second.page.locator('nav').first().waitFor()
  for (const row of (await second.rows('roster')).slice(0, 40))
    await second.call('void_record', { register: 'roster', id: row.id, reason: '误' })
  await second.goto('/exchange/send')
  await second.see('save-package').waitFor()
  const sent = await saved(second, '二.rdx', () => second.see('save-package').click())
  await office.goto('/exchange/receive')
  await office.offer(sent, () => office.see('choose-package').click())
  await office.see('alarms').waitFor()
  assert.equal(await office.see('apply-package').isDisabled(), true)
  await seen(office, 'receive-alarm')
  await office.see('confirm-alarms').check()
  await office.see('apply-package').click()
  await office.see('receipt').waitFor()
  await office.leave({ forgiving: true })
  await second.leave({ forgiving: true })
})
