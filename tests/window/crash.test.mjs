// The program is killed while somebody types; what was typed is offered at the next start.
import assert from 'node:assert/strict'
import { story } from './harness.mjs'

story(
  'what was typed before a crash is found again, taken up and saved',
  { roster: true },
  async (desk) => {
    await desk.page.see('due')
    await desk.page.goto('/r/roster')
    await desk.page.write('search', 'dxh')
    await desk.page.untilReads('total', /找到 1 人/)
    await desk.page.click('row-name')
    await desk.page.see('save')
    const before = await desk.page.valueOf('field-post')
    await desk.page.write('field-post', '西沟村党支部书记')
    await desk.page.see('draft-kept')
    await desk.crash()

    await desk.open()
    await desk.page.see('found-drafts')
    assert.match(await desk.page.read('found-draft'), /丁霞华/, 'the draft says whose it is')
    await desk.page.picture('crash-1-found')
    await desk.page.click('go-on')
    await desk.page.until(
      async () => (await desk.page.valueOf('field-post')) === '西沟村党支部书记',
      '草稿应回到页面上',
    )
    await desk.page.picture('crash-2-taken-up')
    await desk.page.click('save')
    await desk.page.untilTells('undo', /修改/)
    await desk.page.click('undo')
    await desk.page.until(
      async () => (await desk.page.valueOf('field-post')) === before,
      '崩溃没有改动已经保存的内容',
    )
  },
)
