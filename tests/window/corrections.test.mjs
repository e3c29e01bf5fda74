// A sheet with faults comes in: the match of a column changed, a duplicate decided, a finding
// corrected on the record's page, the whole taken back.
import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { story } from './harness.mjs'

const sheet = [
  '姓名,性别,民族,出生日期,身份证号,代表小组,联系电话,绰号',
  '贾荣刚,男,汉,1975-03-11,1.30899E+17,上窝铺村,19952983578,',
  '夏田𬭛,男,满,1983-12-03,,西沟村,19918834210,小夏',
  '周超娟,女,汉,1961-05-25,,大石庙村,13800138000,',
  '周超娟,女,汉,1961-05-25,,大石庙村,13900139000,',
  ',男,汉,1970-01-01,,红旗社区,,',
].join('\n')

story(
  'an import is corrected before it happens, its findings afterwards, and all of it is taken back',
  { founded: true },
  async (desk) => {
    const { page, folder } = desk
    const path = join(folder, '名册.csv')
    writeFileSync(path, `\ufeff${sheet}`)
    await page.see('recent')
    await page.goto('/r/roster/import')
    desk.choose(path)
    await page.click('choose-file')
    await page.see('preview')
    assert.match(await page.read('show-rejected'), /1/, 'a row without a name cannot come in')
    await page.picture('corrections-1-preview')

    await page.click('match')
    await page.choose('match-绰号', '备注')
    await page.untilReads('match-绰号', /备注/)
    await page.click('match')
    await page.click('show-duplicate')
    await page.click('decide-5-update')
    await page.untilReads('apply', /导入 3 人/)
    await page.picture('corrections-2-decided')
    await page.click('apply')
    await page.see('result')
    await page.picture('corrections-3-result')

    await page.click('finding-0')
    await page.see('finding-id_number')
    await page.write('field-id_number', '130899197503110110')
    await page.click('save')
    await page.gone('finding-id_number')
    await page.picture('corrections-4-corrected')

    await page.click('back')
    await page.untilReads('total', /共 3 人/)
    await page.write('search', '夏田')
    await page.untilReads('total', /找到 1 人/)
    await page.click('row-name')
    await page.until(
      async () => (await page.valueOf('field-remark')) === '小夏',
      '改过对应的列应进“备注”',
    )

    await page.click('undo')
    await page.untilTells('undo', /导入/)
    await page.click('undo')
    await page.goto('/r/roster')
    await page.see('empty')
  },
)
