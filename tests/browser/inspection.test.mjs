// 迎检体检: shares per book, every objection opens its record; the set for an inspection; the cards
// of the home page and the papers of a reception day.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const demo = (tell) => tell(['demo'])

test('an inspection names what would be objected to, and each leads to its record', async () => {
  const desk = await sit({ prepare: demo })
  await desk.goto('/inspection')
  await desk.see('inspection-books').waitFor()
  await desk.look('inspection')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  assert.equal(
    await desk.page.locator('[data-test^=book-]').count(),
    7,
    'three books, two manuals, archives, meetings',
  )

  const report = await desk.call('inspection_check', {
    year: 2026,
    station: null,
  })
  const opinions = report.books.find((it) => it.key === 'opinions')
  const [full] = opinions.shares
  assert.match(
    await desk.see('share-opinions-full').innerText(),
    new RegExp(`${full.kept}/${full.asked}`),
    'the share has its numbers',
  )

  await desk.see('book-opinions').click()
  assert.equal(await desk.page.locator('[data-test^=card-]').count(), 1, 'one book by itself')
  await desk.look('inspection-book')
  await desk.isFitForAll()
  await desk.see('all-books').click()
  await desk.atText(22)
  await desk.look('inspection-22')
  await desk.fitsTheScreen()
  await desk.atText(16)

  await desk.see('objected').click()
  await desk.page.waitForURL(/\/r\/[a-z_]+\/[0-9a-f-]+/)
  await desk.leave()
})

test('an empty book is said to be empty, not in order', async () => {
  const desk = await sit()
  await desk.goto('/inspection')
  await desk.see('inspection-books').waitFor()
  assert.equal(await desk.see('finding-receptions').innerText(), '还没有登记')
  assert.match(
    await desk.see('finding-meetings').innerText(),
    /^\d+ 处$/,
    'what is missing counts all the same',
  )
  await desk.leave()
})

test('the whole set is printed into one download, and the list onto paper', async () => {
  const desk = await sit({ prepare: demo })
  await desk.goto('/inspection')
  await desk.see('print-set').click()
  await desk.see('set-go').waitFor()
  await desk.isFitForAll('.el-dialog')
  const opened = desk.context.waitForEvent('page')
  await desk.see('set-go').click()
  await (await opened).close().catch(() => undefined)
  await desk.see('set-count').waitFor({ timeout: 90_000 })
  assert.ok(Number(await desk.see('set-count').innerText()) >= 8, 'cover and every book')
  await desk.look('inspection-set')
  await desk.fitsTheScreen()
  await desk.page.keyboard.press('Escape')
  await desk.see('print-check').click()
  await desk.page.locator('[data-test=page-canvas][data-drawn="1"]').waitFor()
  assert.equal(await desk.see('print-year').inputValue(), '2026', 'of the year that was looked at')
  await desk.look('inspection-paper')
  await desk.leave({ forgiving: true })
})

test('the home page counts the year, shows the shares, and offers the papers of a reception day', async () => {
  const desk = await sit({ prepare: demo })
  await desk.see('year-card').waitFor()
  await desk.see('inspection-card').waitFor()
  await desk.look('home-year')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('inspection-card').scrollIntoViewIfNeeded()
  await desk.look('home-cards')
  await desk.atText(22)
  await desk.look('home-year-22')
  await desk.fitsTheScreen()
  await desk.atText(16)
  const figure = desk.page.locator('[data-test^=year-opinions-]').first()
  const count = Number(await figure.innerText())
  await figure.click()
  await desk.see('total').waitFor()
  assert.match(
    await desk.see('total').innerText(),
    new RegExp(`\\b${count}\\b`),
    'the list holds as many as the number said',
  )
  await desk.page.keyboard.press('Alt+0')
  await desk.see('print-reception').click()
  await desk.page.locator('[data-test=page-canvas][data-drawn="1"]').waitFor()
  await desk.look('reception-papers')
  await desk.leave()
})
