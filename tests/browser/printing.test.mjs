// Papers are seen before they are printed: pages, zoom, options, what is missing; figures open.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

/** How many dots of the shown page are not white. */
async function ink(desk) {
  return desk.page.evaluate(() => {
    const canvas = document.querySelector('[data-test=page-canvas]')
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height)
    let dark = 0
    for (let at = 0; at < data.length; at += 4) if (data[at] < 128) dark += 1
    return dark
  })
}

async function drawn(desk, number) {
  await desk.page.locator(`[data-test=page-canvas][data-drawn="${number}"]`).waitFor()
}

const percent = async (desk) => Number((await desk.see('zoom').innerText()).replace('%', ''))

test('a register is seen page by page, larger and smaller, and saved', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/r/roster')
  await desk.see('total').waitFor()
  await desk.page.keyboard.press('Control+p')
  await drawn(desk, 1)
  assert.ok((await ink(desk)) > 2000, 'the page is not blank')
  assert.match(await desk.see('page-place').innerText(), /第 1 页，共 \d+ 页/)
  assert.match(await desk.see('print-told').innerText(), /排好 \d+ 页/)
  await desk.look('printing-roster')

  await desk.see('page-next').click()
  await drawn(desk, 2)
  await desk.see('thumb-3').click()
  await drawn(desk, 3)
  await desk.page.locator('[aria-label=版面]').focus()
  await desk.page.keyboard.press('Home')
  await drawn(desk, 1)

  const fitted = await percent(desk)
  await desk.page.keyboard.press('+')
  assert.ok((await percent(desk)) > fitted, 'larger')
  await desk.see('zoom-page').click()
  const whole = await percent(desk)
  assert.ok(whole < fitted, 'a whole page is smaller')
  await desk.page.keyboard.press('0')

  await desk.isFitForAll('.print-dialog')
  await desk.fitsTheScreen()

  await desk.see('print-blank').click()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=page-place]').innerText.includes('共 1 页'),
  )
  await desk.look('printing-blank')

  const opened = desk.context.waitForEvent('page')
  await desk.see('print-go').click()
  await (await opened).close()
  await desk.see('print-report').waitFor()
  assert.match(await desk.see('print-path').innerText(), /^代表名册\.pdf$/)
  assert.equal(await desk.see('print-word').count(), 0, 'a register is no letter')
  await desk.leave()
})

test('a letter is saved for WPS', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/print/notice')
  await drawn(desk, 1)
  const download = desk.context.waitForEvent('page')
  await desk.see('print-word').click()
  await (await download).close()
  await desk.see('print-report').waitFor()
  assert.match(await desk.see('print-path').innerText(), /^通知（公告）\.docx$/)
  await desk.look('printing-word')
  await desk.leave()
})

test('every form is offered, filled and blank', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/print')
  await desk.see('form-roster').waitFor()
  await desk.look('printing-forms')
  await desk.isFitForAll()
  for (const form of ['deputy_form', 'structure', 'sign_in', 'poster', 'notice']) {
    await desk.goto(`/print/${form}`)
    await drawn(desk, 1)
    assert.ok((await ink(desk)) > 500, `${form} is not blank`)
    await desk.look(`printing-${form}`)
    await desk.isFitForAll()
    await desk.fitsTheScreen()
    await desk.goto(`/print/${form}?blank=1`)
    await desk.goto('/print')
    await desk.see('form-roster').waitFor()
  }

  await desk.goto('/print/notice')
  await drawn(desk, 1)
  await desk.see('entry-title').fill('关于夏田𬭛等代表接待选民的通知')
  await desk.see('entry-body').fill('一、时间\n11月26日上午。\n㐂𠀀')
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=print-told]').innerText.includes('𠀀'),
  )
  assert.match(
    await desk.see('print-missing').innerText(),
    /没有字体/,
    'what cannot be printed is named before printing',
  )
  await desk.atText(22)
  await desk.look('printing-notice-22')
  await desk.fitsTheScreen()
  await desk.leave()
})

test('each number of the structure opens its people', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/structure')
  await desk.see('structure-all').waitFor()
  const women = Number(await desk.see('figure-sex-1').innerText())
  await desk.look('structure')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('figure-sex-1').click()
  await desk.see('structure-people').waitFor()
  assert.equal(
    await desk.page.locator('[data-test=person]').count(),
    women,
    'as many people as the figure says',
  )
  await desk.look('structure-people')
  await desk.isFitForAll()
  await desk.page.locator('[data-test=person]').first().click()
  // A name leads to its record.
  await desk.page.waitForURL(/#\/r\/roster\/[0-9a-f-]{36}/)
  await desk.leave()
})
