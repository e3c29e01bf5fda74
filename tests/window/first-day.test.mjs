// One office's first day: founded, the roster brought in, one deputy found, corrected, the
// correction taken back, the roster printed.
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fixture, story } from './harness.mjs'
import { find } from './machine.mjs'

story(
  'an office is founded, brings in 62 deputies, finds, corrects, undoes and prints',
  {},
  async (desk) => {
    const { page, folder } = desk
    await page.write('office-input', '北营房镇人大主席团')
    await page.write('area-input', '130899102')
    await page.write('term-input', '第十九届')
    await page.write('clerk-input', '王秀兰')
    await page.picture('1-founding')
    await page.click('found')
    await page.click('do-card')
    const card = await page.read('recovery-card')
    assert.match(
      card.replace(/\s|\d/g, ''),
      /[一-鿿]{24}/,
      'the recovery card shows its 24 characters',
    )
    await page.picture('2-card')
    await page.click('card-noted')
    await page.click('card-done')
    await page.untilReads('step-card', /已办/)

    await page.click('do-roster')
    desk.choose(fixture('代表名册-两行表头.xlsx'))
    await page.click('choose-file')
    await page.see('preview')
    assert.equal(await page.read('count-read'), '62', 'the preview reads every row')
    assert.match(await page.read('count-new'), /62/, 'and all of them are new')
    await page.picture('3-preview')
    await page.click('apply')
    await page.see('result')
    await page.click('see')
    await page.untilReads('total', /共 62 人/)
    await page.picture('4-list')

    await page.write('search', 'dxh')
    await page.untilReads('total', /找到 1 人/)
    assert.match(await page.read('row-name'), /丁霞华/, 'initials find the name')
    await page.click('row-name')
    const before = await page.valueOf('field-post')
    await page.write('field-post', '西沟村党支部书记')
    await page.picture('5-record')
    await page.click('save')
    await page.untilTells('undo', /修改/)
    await page.click('undo')
    await page.until(
      async () => (await page.valueOf('field-post')) === before,
      '撤销以后应回到原来的内容',
    )
    await page.picture('6-undone')

    await page.click('back')
    await page.write('search', '')
    await page.untilReads('total', /共 62 人/)
    await page.click('print')
    const paper = join(folder, '代表名册.pdf')
    desk.choose(paper)
    await page.picture('7-print')
    await page.click('print-go')
    await page.see('print-report')
    assert.equal(await page.read('print-path'), paper, 'the answer says where the paper lies')
    await page.picture('8-printed')
    assert.ok(existsSync(paper), 'the paper lies where it was asked for')
    namesOn(paper)
  },
)

function namesOn(paper) {
  const text = execFileSync(find('pdftotext', '请安装 poppler-utils'), ['-layout', paper, '-'], {
    encoding: 'utf8',
  })
  for (const name of ['丁霞华', '于超国', '代表名册']) {
    assert.ok(text.includes(name), `the paper says ${name}`)
  }
}
