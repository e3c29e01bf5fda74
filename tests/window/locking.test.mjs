// A password is set; the screen locks by key and by itself, and opens to what was being typed.
import assert from 'node:assert/strict'
import { story } from './harness.mjs'
import { Key } from './page.mjs'

story(
  'the screen locks by key and when nobody is there, and opens to what was being typed',
  { founded: true },
  async ({ page }) => {
    await page.see('recent')
    await page.goto('/settings/security')
    await page.click('set-password')
    await page.write('new-password', '红旗渠水')
    await page.write('again-password', '红旗渠水')
    await page.click('save-password')
    await page.gone('save-password')
    await page.choose('lock-after', '5 分钟')
    await page.untilReads('lock-after', /5 分钟/)

    await page.goto('/r/groups/new')
    await page.write('field-name', '第一小组')
    await page.press(Key.CONTROL, 'l')
    await page.see('password-input')
    assert.doesNotMatch(
      await page.text(),
      /第一小组|王秀兰/,
      'nothing of the office stands on the locked page',
    )
    await page.picture('locking-1-locked')
    await page.write('password-input', '红旗')
    await page.click('unlock')
    await page.until(async () => /口令不对/.test(await page.text()), '口令不对应当说出来')
    await page.write('password-input', '红旗渠水')
    await page.click('unlock')
    await page.until(
      async () => (await page.valueOf('field-name')) === '第一小组',
      '解锁后应回到正在填写的内容',
    )

    await page.letPass(4)
    await page.write('field-name', '第二小组')
    await page.letPass(6)
    await page.see('password-input')
    await page.picture('locking-2-idle')
    await page.write('password-input', '红旗渠水')
    await page.click('unlock')
    await page.until(
      async () => (await page.valueOf('field-name')) === '第二小组',
      '自动锁定以后也应回到正在填写的内容',
    )
    await page.click('save')
    await page.untilTells('undo', /小组/)
  },
)
