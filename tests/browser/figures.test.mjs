// 统计报告: figures of a period, what stands behind each, breakdowns with their pictures.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

/** A township's year, as the demo has it. */
const year = async (wish = {}) => {
  const desk = await sit({ prepare: (tell) => tell(['demo']), ...wish })
  await desk.goto('/figures')
  await desk.see('figures').waitFor()
  return desk
}

test('a figure opens the records it counts, and a register’s list shows the same', async () => {
  const desk = await year()
  assert.equal(await desk.see('period-title').innerText(), '2026年')
  assert.equal(
    await desk.page.locator('[data-test^=compared-]').innerText(),
    '比上年同期\n上年没有登记',
    'the year before is named once, and that nothing stands in it',
  )
  await desk.look('figures')
  const visits = Number(await desk.see('figure-visits').innerText())
  assert.ok(visits > 20, `${visits} visits in a year`)

  await desk.see('figure-visits').click()
  await desk.see('figure-records').waitFor()
  await desk.page.locator('.el-dialog__title', { hasText: `${visits}件次` }).waitFor()
  assert.equal(
    await desk.page.locator('[data-test=figure-record]').count(),
    visits,
    'every one of them',
  )
  await desk.look('figures-records')
  await desk.isFitForAll('.el-dialog')
  await desk.see('to-list-receptions').click()
  await desk.see('total').waitFor()
  assert.match(
    await desk.see('total').innerText(),
    new RegExp(`${visits}`),
    'the list finds as many',
  )
  await desk.page.goBack()

  await desk.see('bottom-accepted_rate').click()
  await desk.see('figure-record').waitFor()
  await desk.page.locator('[data-test=figure-record] a').first().click()
  await desk.page.waitForURL(/\/r\/(opinions|suggestions)\//)
  await desk.leave()
})

test('periods are chosen by kind, one after the other, or freely', async () => {
  const desk = await year()
  await desk.see('period-month').click()
  await desk.page.locator('[data-test=period-title]', { hasText: '2026年11月' }).waitFor()
  await desk.see('period-before').click()
  await desk.page.locator('[data-test=period-title]', { hasText: '2026年10月' }).waitFor()
  await desk.see('period-quarter').click()
  await desk.page.locator('[data-test=period-title]', { hasText: '2026年第四季度' }).waitFor()
  await desk.see('period-free').click()
  await desk.see('period-from').fill('2026年')
  await desk.see('period-take').click()
  await desk.page.locator('[data-test=notice]', { hasText: '不是日期' }).waitFor()
  await desk.see('period-from').fill('2026-03-01')
  await desk.see('period-to').fill('2026-03-31')
  await desk.see('period-take').click()
  await desk.page.locator('.said', { hasText: '2026年3月' }).waitFor()
  await desk.goto('/figures?from=2001-01-01&to=2001-12-31')
  await desk.page
    .locator('[data-test=line-accepted_rate] .value', { hasText: '—' })
    .first()
    .waitFor()
  assert.equal(
    await desk.page
      .locator('[data-test=line-registered] .value')
      .innerText()
      .then((it) => it.trim().replace(/\s+/g, '')),
    '0件',
    'zeros are shown',
  )
  await desk.leave()
})

test('figures break down into lines with a picture beside them', async () => {
  const desk = await year()
  for (const part of ['month', 'quarter', 'station', 'category', 'unit', 'deputy', 'channel']) {
    await desk.see(`part-${part}`).click()
    await desk.page
      .locator(
        `[data-test=breakdown] th:text-is("${{ month: '月份', quarter: '季度', station: '站点', category: '问题类别', unit: '承办单位', deputy: '代表', channel: '来源渠道' }[part]}")`,
      )
      .waitFor()
    await desk.page.locator('[data-test=chart] canvas').waitFor()
    await desk.look(`figures-${part}`)
    await desk.fitsTheScreen()
  }
  await desk.see('part-month').click()
  await desk.page.locator('[data-test=breakdown] th:text-is("月份")').waitFor()
  assert.equal(
    await desk.page.locator('[data-test=breakdown-row]').count(),
    13,
    'twelve months and all of them',
  )
  const drawn = await desk.page.evaluate(() => {
    const canvas = document.querySelector('[data-test=chart] canvas')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    let red = 0
    for (let at = 0; at < data.length; at += 4)
      if (data[at] > 120 && data[at + 1] < 80 && data[at + 3] > 200) red += 1
    return red
  })
  assert.ok(drawn > 500, `bars are drawn (${drawn} red dots)`)
  const told = await desk.see('chart').getAttribute('aria-label')
  assert.match(told, /2026年1月 \d+/, 'and told to those who do not see them')
  assert.doesNotMatch(told, /2026年12月/, 'a month to come is not nothing')
  assert.match(await desk.see('drawn-title').innerText(), /^2026年 各月接待场次（场）$/)
  await desk.isFitForAll('.figures-page')
  await desk.page.locator('[data-test=breakdown-row] button').first().click()
  await desk.see('figure-record').waitFor()
  await desk.leave()
})

test('large text keeps the page together', async () => {
  const desk = await year()
  await desk.atText(22)
  await desk.fitsTheScreen()
  await desk.look('figures-22')
  await desk.see('part-category').click()
  await desk.page.locator('[data-test=chart] canvas').waitFor()
  await desk.fitsTheScreen()
  await desk.look('figures-category-22')
  await desk.isFitForAll('.figures-page')
  await desk.leave()
})

test('a month’s summary is drafted, kept, edited, and not drafted twice; the table is printed and exported', async () => {
  const desk = await year()
  await desk.see('period-month').click()
  await desk.see('period-before').click()
  await desk.page.locator('[data-test=period-title]', { hasText: '2026年10月' }).waitFor()
  assert.equal(await desk.see('write-summary').innerText(), '起草月小结')

  await desk.see('figures-print').click()
  await desk.page.locator('[data-test=page-canvas][data-drawn="1"]').waitFor()
  await desk.look('figures-print')
  await desk.isFitForAll('.print-dialog')
  await desk.page.keyboard.press('Escape')
  await desk.see('print-dialog').waitFor({ state: 'hidden' })

  const download = desk.page.waitForEvent('download')
  await desk.see('figures-export').click()
  assert.match((await download).suggestedFilename(), /2026年10月统计报告\.xlsx/)

  await desk.see('write-summary').click()
  await desk.page.waitForURL(/\/r\/summaries\//)
  const text = desk.page.locator('textarea').first()
  await desk.page.waitForFunction(() => document.querySelector('textarea')?.value)
  assert.match(await text.inputValue(), /一、接待选民\n本月开展接待/)
  await desk.look('figures-summary')
  await desk.goto('/figures?from=2026-10-01&to=2026-10-31')
  await desk.see('figures').waitFor()
  await desk.see('write-summary').click()
  await desk.page.locator('[data-test=notice]', { hasText: '已经有月小结' }).waitFor()
  await desk.leave()
})
