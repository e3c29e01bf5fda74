// Reception days: a whole day's visitors by keyboard alone, a visitor in one line, a year planned by
// a rule with its rota and notice.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const day = (tell) => {
  tell(['set', 'stations', 'new', '站点名称=北营房镇代表之家', '地址=镇政府一楼'])
  tell([
    'set',
    'reception_days',
    'new',
    '日期=2026-11-23',
    '起止时间=9:00-11:00',
    '地点=镇政府一楼',
    '接待代表=崔凤川',
    '记录人=王秀兰',
  ])
}
const cell = (desk, row, key) => desk.page.locator(`[data-test=cell-${row}-${key}]`)

async function write(desk, ...texts) {
  for (const text of texts) {
    if (text) await desk.compose(text)
    await desk.page.keyboard.press('Enter')
  }
}

test('a day is entered visitor after visitor by keyboard; a fault is named in its cell', async () => {
  const desk = await sit({ roster: true, prepare: day })
  await desk.goto('/r/receptions')
  await desk.see('work-day').click()
  await desk.see('day-facts').getByText('镇政府一楼').waitFor()
  await desk.page.waitForFunction(
    () => document.activeElement?.getAttribute('data-test') === 'grid-editor',
  )
  await desk.look('day-empty')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await write(
    desk,
    '李玉兰',
    '女',
    '前苇塘',
    '139123',
    '校车停靠点离村太远',
    '道路交通',
    '转镇交通站',
  )
  await write(desk, '王老四', '男', '东梁', '', '路灯不亮', '', '当场答复')
  await cell(desk, 1, 'phone').locator('.wrong').waitFor()
  await desk.look('day-fault')
  await desk.isFitForAll()
  await desk.see('next-fault').click()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=here]')?.textContent?.includes('联系电话'),
  )
  await desk.page.keyboard.press('F2')
  await desk.page.keyboard.press('Control+a')
  await desk.page.keyboard.type('13912345678')
  await desk.page.keyboard.press('Enter')
  await desk.page.locator('[data-test=counts]', { hasText: '新增 2' }).waitFor()
  await desk.page.keyboard.press('Control+s')
  await desk.page.getByText(/已保存：表格录入：新增 2/).waitFor()
  await desk.look('day-saved')
  const saved = await desk.rows('receptions')
  assert.equal(saved.length, 2)
  for (const it of saved) {
    assert.equal(it.values.received_on, '2026-11-23', 'the day is taken from the reception day')
    assert.equal(it.values.deputies, '崔凤川')
    assert.equal(it.values.recorder, '王秀兰')
  }
  await desk.atText(22)
  await desk.look('day-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('what was not saved is found again, with its day', async () => {
  const desk = await sit({ roster: true, prepare: day })
  await desk.goto('/receptions/day')
  await desk.see('day-facts').waitFor()
  await desk.page.waitForFunction(
    () => document.activeElement?.getAttribute('data-test') === 'grid-editor',
  )
  await write(desk, '李玉兰')
  await desk.goto('/r/receptions')
  await desk.see('title').getByText('接待登记簿').waitFor()
  await desk.goto('/receptions/day')
  await desk.see('draft-continue').click()
  await cell(desk, 1, 'visitor').getByText('李玉兰').waitFor()
  await desk.look('day-draft')
  await desk.leave()
})

test('a visitor in one line goes into the form and into the grid, and stays correctable', async () => {
  const desk = await sit({
    roster: true,
    prepare: (tell) => {
      day(tell)
      tell(['set', 'constituencies', 'new', '选区名称=前苇塘选区', '所含村（社区）=前苇塘村'])
    },
  })
  await desk.goto('/r/receptions')
  await desk.see('more-ways').click()
  await desk.see('work-line').click()
  await desk.page.waitForFunction(
    () => document.activeElement?.getAttribute('data-test') === 'line',
  )
  await desk.compose('23日 前苇塘 校车停靠点太远')
  await desk.page.keyboard.press('Enter')
  await desk.see('line-said').getByText('来访人').waitFor()
  assert.equal(await desk.page.locator('#field-category').inputValue(), '道路交通')
  assert.equal(await desk.page.locator('#field-village').inputValue(), '前苇塘村')
  await desk.look('line')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.page.locator('#field-visitor').fill('李玉兰')
  await desk.page.keyboard.press('Control+s')
  await desk.page
    .getByText(/已保存/)
    .first()
    .waitFor()
  await desk.page.waitForFunction(() => /#\/r\/receptions\/[0-9a-f-]{36}/.test(location.hash))
  const saved = await desk.rows('receptions')
  assert.equal(saved[0].values.received_on, '2026-11-23')
  assert.ok(saved[0].values.deputies.includes('崔凤川'), 'the day gives the deputy')
  await desk.goto('/receptions/day')
  await cell(desk, 1, 'visitor').getByText('李玉兰').waitFor()
  await desk.see('line').fill('23日 前苇塘 王老四 路灯不亮')
  await desk.page.keyboard.press('Enter')
  await cell(desk, 2, 'content').getByText('路灯不亮').waitFor()
  await desk.look('line-in-grid')
  await desk.leave()
})

test('a year is planned by a rule, moved days say why, the rota is dealt, a notice drafted', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/receptions/plan')
  await desk.see('rota').waitFor()
  await desk.see('year').locator('input').or(desk.see('year')).first().fill('2026')
  await desk.see('onward').uncheck()
  await desk.page.locator('#rule-name').fill('每月10日接待选民')
  await desk.see('pattern-每月26日').click()
  await desk.page.locator('#rule-pattern').fill('每月10日')
  await desk.page.locator('#rule-hours').fill('9:00-11:00')
  await desk.look('plan-new-rule')
  await desk.see('save-rule').click()
  await desk.page.locator('[data-test=planned]').nth(11).waitFor()
  await desk.see('rota-look').click()
  await desk.see('dealt').waitFor()
  await desk.look('plan-rota')
  await desk.see('rota-apply').click()
  await desk.see('dealt').waitFor({ state: 'detached' })
  assert.match(await desk.page.locator('[data-test=why]').first().innerText(), /顺延$/)
  await desk.page.locator('#rule-pattern').fill('每月10日或20日')
  await desk.see('plan-refused').waitFor()
  assert.ok(await desk.see('apply').isDisabled(), 'an unsaved rule plans nothing')
  await desk.page.locator('#rule-pattern').fill('每月10日')
  await desk.page.locator('[data-test=planned]').nth(11).waitFor()
  await desk.look('plan-preview')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('apply').click()
  await desk.page.getByText(/已排定 12 天/).waitFor()
  const days = await desk.rows('reception_days')
  assert.equal(days.length, 12)
  assert.ok(
    days.every((it) => it.values.deputies),
    'each has its deputies',
  )
  await desk.atText(22)
  await desk.look('plan-22')
  await desk.fitsTheScreen()
  await desk.atText(16)
  await desk.goto(`/r/reception_days/${days.find((it) => it.values.held_on === '2026-12-10').id}`)
  await desk.see('work-notice').click()
  await desk.page.getByText('第 1 页，共 1 页').waitFor()
  await desk.look('notice')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.leave()
})

test('a later year of holidays is loaded; until then it is said what is missing', async () => {
  const desk = await sit({ founded: true })
  await desk.goto('/settings/calendar')
  await desk.see('calendar-missing').getByText('2027年').waitFor()
  await desk.look('calendar')
  await desk.isFitForAll()
  await desk.offer(
    {
      name: '2027.json',
      mimeType: 'application/json',
      buffer: Buffer.from(
        JSON.stringify({
          year: 2027,
          days: [
            { name: '元旦', date: '2027-01-01', isOffDay: true },
            { name: '春节', date: '2027-01-30', isOffDay: false },
          ],
        }),
      ),
    },
    () => desk.see('calendar-load').click(),
  )
  await desk.page.getByText(/已载入2027年放假安排/).waitFor()
  await desk.see('calendar-missing').waitFor({ state: 'detached' })
  await desk.see('calendar-years').getByText('2027年').waitFor()
  await desk.atText(22)
  await desk.look('calendar-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('a day without its deputies is filled where its visitors are entered', async () => {
  const ids = {}
  const desk = await sit({
    roster: true,
    prepare: (tell) => {
      ids.day = tell(['set', 'reception_days', 'new', '日期=2026-11-20', '地点=代表之家']).id
      // A day to come is nobody's guess.
      tell(['set', 'reception_days', 'new', '日期=2027-01-26', '地点=代表之家'])
    },
  })
  const { page } = desk
  const name = (await desk.call('list', { register: 'roster', limit: 1 })).rows[0].values.name
  await desk.goto('/receptions/day')
  await desk.see('day-gaps').waitFor()
  assert.match(await desk.see('which-day').innerText(), /还没有填“接待代表”/)
  await page.waitForFunction(
    () => document.activeElement?.getAttribute('data-test') === 'grid-editor',
  )
  await page.keyboard.insertText('李大娘')
  for (let at = 0; at < 4; at += 1) await page.keyboard.press('Enter')
  await page.keyboard.insertText('水管漏水')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+s')
  await desk.see('notice').getByText('请把标着“不能存”的补好').waitFor()
  await page.locator('#gap-deputies').fill(name)
  await page.keyboard.press('Enter')
  await desk.isFitForAll()
  await desk.see('gaps-save').click()
  await desk.see('day-gaps').waitFor({ state: 'detached' })
  await page.locator('[data-test=save]', { hasText: '保存 1 位' }).waitFor()
  await page.keyboard.press('Control+s')
  await desk.see('notice').getByText('新增 1 条').waitFor()
  const { values } = await desk.call('record', { register: 'reception_days', id: ids.day })
  assert.equal(values.deputies, name)
  await desk.leave()
})
