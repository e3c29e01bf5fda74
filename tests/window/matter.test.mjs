// A visitor's way from the reception to 销号: written into 簿一, passed on to 簿三, accepted, given to
// a unit, answered, fed back, closed.
import assert from 'node:assert/strict'
import { story } from './harness.mjs'
import { Key } from './page.mjs'

/** One step from the matter's page: what it asks for is written, then it is done. */
async function step(page, key, fields, state) {
  await page.click(`step-${key}`)
  for (const [mark, text] of Object.entries(fields)) await page.write(`asked-${mark}`, text)
  await page.picture(`matter-${key}`)
  await page.click('step-do')
  await page.untilReads('state', state)
}

story(
  'a visitor is received, the matter is handled step by step, and it is closed',
  { founded: true, roster: true },
  async ({ page }) => {
    await page.see('recent')
    await page.goto('/r/receptions/new')
    await page.see('field-visitor')
    await page.write('field-received_on', '今天')
    await page.write('field-visitor', '李玉兰')
    await page.write('field-content', '校车停靠点离村太远')
    await page.write('field-deputies', '丁霞华')
    await page.press(Key.ENTER)
    await page.untilReads('entry-deputies', /丁霞华/)
    await page.click('save')
    await page.see('pass-on')
    await page.picture('matter-visitor')

    await page.choose('pass-route', '乡镇主席团交政府办理')
    await page.click('pass-do')
    await page.see('way')
    await page.untilReads('state', /已登记/)
    await step(page, 'accept', {}, /已受理/)
    await step(page, 'assign', { lead: '镇交通管理站' }, /已交办/)
    await step(page, 'take_up', { handler: '王站长' }, /承办中/)

    await page.click('step-reply')
    await page.click('step-do')
    await page.untilSaysSomewhere(/答复内容/)
    await page.click('step-leave')
    await page.untilReads('state', /承办中/)
    await step(page, 'reply', { reply: '已在村口增设停靠点。' }, /已答复/)
    await step(page, 'feedback', { satisfaction: '满意' }, /已反馈/)
    await step(page, 'ask_close', {}, /待销号/)
    await step(page, 'close', { reviewer: '周主席' }, /已销号/)
    await page.picture('matter-closed')
    assert.match(await page.text(), /已在村口增设停靠点/, 'the way says what was answered')

    await page.goto('/r/receptions')
    await page.click('row-name')
    await page.see('became')
    await page.picture('matter-became')
  },
)
