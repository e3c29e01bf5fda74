// 一档 and the pages of the books as a clerk works with them.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const size = process.env.LVZHI_TEXT

async function withDemo() {
  const desk = await sit({ prepare: (tell) => tell(['demo']) })
  if (size) await desk.atText(size)
  return desk
}

test('a dossier is put together, written, frozen and printed', async () => {
  const desk = await withDemo()
  await desk.see('nav-dossiers').click()
  await desk.see('dossier-row').waitFor()
  await desk.look('dossier-shelf')
  await desk.isFitForAll()

  await desk.see('dossier-row').click()
  await desk.see('part-contact').waitFor()
  await desk.look('dossier-top')
  await desk.isFitForAll()
  const place = desk.page.locator('[data-test=part-contact] [data-test=place]').first()
  assert.match(await place.innerText(), /^见.*簿一第\d+页第\d+号$|^见.*册二第\d+页第\d+号$/)
  await place.scrollIntoViewIfNeeded()
  await desk.look('dossier-lines')

  await desk.see('write').click()
  await desk.see('report').fill('全年接待选民，走访群众，提出建议。')
  await desk.see('opinion').fill('履职认真，同意归档。')
  await desk.look('dossier-writing')
  await desk.isFitForAll()
  await desk.see('keep').click()
  await desk.see('statements').getByText('履职认真，同意归档。').waitFor()

  await desk.see('freeze').click()
  await desk.see('frozen').waitFor()
  await desk.see('statements').getByText('已定稿，不能再改').waitFor()

  const opened = await desk.page
    .locator('[data-test=part-contact] [data-test=place]')
    .first()
    .getAttribute('href')
  const [, register, id] = /#\/r\/([^/]+)\/([^/]+)$/.exec(opened)
  await desk.call('save', {
    register,
    id,
    values: { content: '后来又改了一次内容' },
  })
  await desk.page.reload()
  await desk.see('differences').waitFor()
  await desk.see('differences').locator('summary').click()
  assert.match(await desk.see('difference').innerText(), /改动/)
  await desk.look('dossier-differences')
  await desk.isFitForAll()

  await desk.see('print-public').click()
  await desk.see('print-dialog').waitFor()
  await desk.page.locator('canvas').first().waitFor()
  await desk.look('dossier-public')
  await desk.page.keyboard.press('Escape')

  await desk.see('across').click()
  await desk.see('year-row').waitFor()
  await desk.look('dossier-across')
  await desk.isFitForAll()
  await desk.leave()
})

test('a page of a book is signed and stays', async () => {
  const desk = await withDemo()
  await desk.goto('/pages/receptions')
  await desk.see('page').waitFor()
  await desk.look('book-pages')
  await desk.isFitForAll()
  const before = await desk.see('page').innerText()
  await desk.see('sign-2').click()
  await desk.see('by').fill('王秀兰、丁秀新')
  await desk.look('book-pages-sign')
  await desk.see('sign').click()
  await desk.see('sign-dialog').waitFor({ state: 'hidden' })
  await desk.page.locator('[data-test=page] .tag.fine').nth(1).waitFor()
  assert.equal(
    (await desk.see('page').innerText()).slice(0, 12),
    before.slice(0, 12),
    'the page holds the same entries',
  )
  await desk.look('book-pages-signed')
  await desk.leave()
})
