// The entry grid: written by keyboard and input method, pasted from a sheet, looked over cell by
// cell, saved as one operation, found again after a crash.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const cell = (desk, row, key) => desk.page.locator(`[data-test=cell-${row}-${key}]`)

async function paste(desk, text, html = '') {
  await desk.page.evaluate(
    ([text, html]) => {
      const data = new DataTransfer()
      data.setData('text/plain', text)
      if (html) data.setData('text/html', html)
      const event = new ClipboardEvent('paste', {
        clipboardData: data,
        bubbles: true,
        cancelable: true,
      })
      document.querySelector('[data-test=grid-editor]').dispatchEvent(event)
    },
    [text, html],
  )
}

async function open(wish = {}) {
  const desk = await sit(wish)
  await desk.goto('/r/roster/grid')
  await desk.see('grid-editor').waitFor()
  await desk.page.waitForFunction(
    () => document.activeElement?.getAttribute('data-test') === 'grid-editor',
  )
  return desk
}

test('a line is written by keyboard and input method, looked over and saved', async () => {
  const desk = await open()
  await desk.look('grid-empty')
  await desk.isFitForAll()
  await desk.compose('王明', ['w', 'wang', '王明'])
  await desk.page.keyboard.press('Tab')
  await cell(desk, 1, 'name').getByText('王明').waitFor()
  await desk.compose('中')
  await desk.page.keyboard.press('Enter')
  await desk.page.locator('[data-test=fate]', { hasText: '有误' }).waitFor()
  await cell(desk, 1, 'sex').click()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=here]')?.textContent?.includes('不在'),
  )
  await desk.look('grid-fault')
  await desk.isFitForAll()
  assert.ok(await desk.see('save').isDisabled(), 'a line at fault is not saved')
  await desk.page.keyboard.press('F2')
  await desk.page.keyboard.press('Control+a')
  await desk.compose('男')
  await desk.page.keyboard.press('Enter')
  await desk.page.locator('[data-test=fate]', { hasText: '新增' }).waitFor()
  await desk.page.keyboard.press('Control+s')
  await desk.page.getByText('已保存：表格录入：新增 1 名代表').waitFor()
  const rows = await desk.rows('roster', { search: '王明' })
  assert.equal(rows[0].values.sex, '男')
  await desk.leave()
})

test('a block from a sheet comes in under its headings; nothing is changed in silence', async () => {
  const desk = await open()
  const html = `<table>
    <tr><td>代表小组</td><td>姓名</td><td>民族</td><td>身份证号</td><td>联系电话</td><td>出生日期</td></tr>
    <tr><td rowspan=2>第一小组</td><td>王明</td><td>汉</td><td>34052419800101001X</td><td>013912</td><td></td></tr>
    <tr><td>李四</td><td>满族</td><td></td><td>13912345678</td><td>1983.12</td></tr></table>`
  const text =
    '代表小组\t姓名\t民族\t身份证号\t联系电话\t出生日期\n第一小组\t王明\t汉\t34052419800101001X\t013912\t\n\t李四\t满族\t\t13912345678\t1983.12\n'
  await paste(desk, text, html)
  await desk.page.getByText('已按表头放进 2 行').waitFor()
  await cell(desk, 1, 'ethnic').getByText('→ 汉族').waitFor()
  assert.equal(
    (await cell(desk, 1, 'id_number').locator('.text').innerText()).trim(),
    '34052419800101001X',
  )
  assert.equal(
    (await cell(desk, 1, 'phone').locator('.text').innerText()).trim(),
    '013912',
    'the zero stays',
  )
  assert.match(
    await cell(desk, 2, 'group').innerText(),
    /第一小组/,
    'a merged cell holds for both rows',
  )
  assert.match(await cell(desk, 2, 'born').innerText(), /1983-12/)
  await cell(desk, 1, 'phone').locator('.wrong').waitFor()
  await desk.look('grid-pasted')
  await desk.isFitForAll()
  await desk.see('next-fault').click()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=here]')?.textContent?.includes('联系电话'),
  )
  await desk.see('save').click()
  await desk.page.getByText(/还有 1 行有误/).waitFor()
  await desk.look('grid-part-saved')
  await desk.page.locator('[data-test=keep-faulty]').click()
  await desk.see('save').click()
  await desk.page.getByText('已保存：表格录入：新增 1 名代表').last().waitFor()
  const rows = await desk.rows('roster')
  const wang = rows.find((it) => it.values.name === '王明')
  assert.equal(wang.values.phone, undefined, 'the cell at fault is out')
  assert.equal(wang.findings, 1, 'and waits on its record')
  await desk.leave()
})

test('headings in an office’s own words are matched as an import does; what is left out is named', async () => {
  const desk = await sit()
  await desk.goto('/r/receptions/grid')
  await desk.see('grid-editor').waitFor()
  await paste(
    desk,
    '序号\t来访人\t日期\t村组\t反映的主要问题\t陪同人员\n1\t王老四\t11.21\t前苇塘\t校车停靠点太远\t无\n2\t李二嫂\t11.22\t东寨\t路灯不亮\t无\n',
  )
  await desk.page.getByText('这些列没有放进来：陪同人员').waitFor()
  const text = (row, key) => cell(desk, row, key).locator('.text').innerText()
  assert.equal(await text(1, 'village'), '前苇塘')
  assert.equal(await text(2, 'content'), '路灯不亮')
  await cell(desk, 2, 'received_on').getByText('→ 2026-11-22').waitFor()
  desk.troubles.length = 0
  await desk.leave()
})

test('what was not saved is found again', async () => {
  const desk = await open()
  await paste(desk, '王明\n李四\n')
  await desk.see('draft-kept').waitFor()
  await desk.page.reload()
  await desk.page.getByRole('button', { name: '继续填写' }).click()
  await desk.see('draft-found').waitFor()
  await desk.look('grid-draft')
  await desk.see('draft-continue').click()
  await cell(desk, 2, 'name').getByText('李四').waitFor()
  await desk.page.keyboard.press('Control+ArrowUp')
  await desk.page.keyboard.press('Delete')
  await desk.page.keyboard.press('Control+z')
  await cell(desk, 1, 'name').getByText('王明').waitFor()
  await desk.leave()
})

test('chosen records are corrected in the grid, which stays whole at large text', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/r/roster')
  await desk.see('rows').waitFor()
  await desk.page.locator('[data-test=tick]').nth(0).click()
  await desk.page
    .locator('[data-test=tick]')
    .nth(3)
    .click({ modifiers: ['Shift'] })
  await desk.see('batch-grid').click()
  await desk.see('grid-editor').waitFor()
  await cell(desk, 4, 'name').locator('.text').waitFor()
  await cell(desk, 1, 'post').click()
  await desk.compose('书记')
  await desk.page.keyboard.press('Enter')
  await cell(desk, 1, 'post').click()
  await cell(desk, 4, 'post').click({ modifiers: ['Shift'] })
  await desk.page.keyboard.press('Control+d')
  await cell(desk, 4, 'post').getByText('书记').waitFor()
  await desk.page.locator('[data-test=fate]', { hasText: '修改' }).nth(3).waitFor()
  assert.doesNotMatch(
    await desk.see('status-undo').innerText(),
    /Ctrl/,
    'Ctrl+Z is one thing on a page',
  )
  await desk.see('back').focus()
  await desk.page.keyboard.press('Control+z')
  await cell(desk, 4, 'post').getByText('书记').waitFor({ state: 'detached' })
  await desk.see('back').focus()
  await desk.page.keyboard.press('Control+y')
  await cell(desk, 4, 'post').getByText('书记').waitFor()
  await desk.page.locator('[data-test=fate]', { hasText: '修改' }).nth(3).waitFor()
  await desk.look('grid-corrected')
  await desk.fitsTheScreen()
  await desk.atText(22)
  await desk.look('grid-22')
  await desk.fitsTheScreen()
  await desk.see('save').click()
  await desk.page.getByText('已保存：表格录入：修改 4 名代表').waitFor()
  await desk.leave()
})
