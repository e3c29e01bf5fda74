// The import wizard: preview with faults at their cells, duplicates beside each other, the year, the
// remembered match, headings pointed at, the result and its undo.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixture, sit } from './harness.mjs'

const folder = mkdtempSync(join(tmpdir(), 'lvzhi-sheets-'))

function sheet(name, text) {
  const path = join(folder, name)
  writeFileSync(path, `\ufeff${text}`)
  return path
}

async function read(desk, file) {
  await desk.offer(file, () => desk.see('choose-file').click())
}

const faulty = sheet(
  '名册.csv',
  [
    '姓名,性别,民族,出生日期,身份证号,代表小组,联系电话,绰号',
    '贾荣刚,男,汉,1975-03-11,1.30899E+17,上窝铺村,19952983578,',
    '夏田𬭛,男,满,1983-12-03,13089919831203107,西沟村,19918834210,小夏',
    '欧阳玉兰,男,汉,1968-07-20,130899196807203468,石门子村,19900213347,',
    '巴特尔·乌云,女,蒙古,1978-02-30,,红旗社区,19921114670,',
    '周超娟,女,汉,1961-05-25,,大石庙村,13800138000,',
    '周超娟,女,汉,1961-05-25,,大石庙村,13900139000,',
    ',男,汉,1970-01-01,,红旗社区,,',
  ].join('\n'),
)

test('faults stand at their cells, duplicates beside each other, and the whole is taken back', async () => {
  const desk = await sit()
  await desk.goto('/r/roster/import')
  await desk.see('choose-file').waitFor()
  await desk.look('import-choose')
  await desk.isFitForAll()
  await read(desk, faulty)
  await desk.see('preview').waitFor()
  await desk.look('import-preview')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('beside').scrollIntoViewIfNeeded()
  await desk.look('import-duplicate')
  await desk.atText(22)
  await desk.look('import-preview-22')
  await desk.fitsTheScreen()
  await desk.atText(16)

  await desk.see('match').click()
  await desk.look('import-match')
  await desk.isFitForAll()
  await desk.page.locator('[data-test="match-绰号"]').click()
  await desk.page.getByRole('option', { name: '备注', exact: true }).click()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test="match-绰号"]')?.textContent.includes('备注'),
  )
  await desk.see('match').click()
  await desk.see('decide-7-update').click()
  await desk.see('apply').click()
  await desk.see('result').waitFor()
  await desk.look('import-result')
  await desk.isFitForAll()
  await desk.see('finding-0').click()
  await desk.page.waitForURL(/#\/r\/roster\/[0-9a-f-]{36}/)
  await desk.goto('/r/roster/import')
  await read(desk, faulty)
  await desk.see('remembered').waitFor()
  await desk.look('import-remembered')
  await desk.see('forget').click()
  await desk.see('remembered').waitFor({ state: 'detached' })
  await desk.leave()
})

test('an import is undone from its result', async () => {
  const desk = await sit()
  await desk.goto('/r/roster/import')
  await read(desk, fixture('代表名册-两行表头.xlsx'))
  await desk.see('preview').waitFor()
  await desk.look('import-fixture')
  await desk.see('apply').click()
  await desk.see('undo-import').click()
  await desk.see('choose-file').waitFor()
  assert.equal(
    (await desk.call('list', { register: 'roster', limit: 1 })).total,
    0,
    'nobody is left',
  )
  await desk.leave()
})

test('a known deputy is shown old and new', async () => {
  const desk = await sit({ roster: true })
  const rows = await desk.rows('roster', { limit: 1 })
  const { name, id_number: id } = rows[0].values
  await desk.goto('/r/roster/import')
  await read(desk, sheet('更新.csv', `姓名,身份证号,职业\n${name},${id},西沟村党支部书记\n`))
  await desk.see('updates').waitFor()
  await desk.look('import-updates')
  await desk.leave()
})

test('the year is asked only where nothing tells it', async () => {
  const desk = await sit({ roster: true })
  const rows = '接待日期,来访人,反映内容,接待代表\n1月26日,孙玉田,校车停靠点太远,丁霞华\n'
  await desk.goto('/r/receptions/import')
  await read(desk, sheet('登记.csv', rows))
  await desk.see('year-asked').waitFor()
  await desk.look('import-year')
  await desk.isFitForAll()
  await desk.see('year').fill('23')
  await desk.see('year-take').click()
  await desk.page.getByText('请填四位年份').waitFor()
  await desk.see('year').fill('2023')
  await desk.see('year-take').click()
  await desk.page.getByText('按 2023 年读').waitFor()
  await desk.see('other-file').click()
  await read(desk, sheet('2024年登记.csv', rows))
  await desk.see('preview').waitFor()
  assert.equal(await desk.see('year-asked').count(), 0, 'the file name tells it')
  await desk.leave()
})

test('headings that say nothing are pointed at; what is no sheet is told', async () => {
  const desk = await sit()
  await desk.goto('/r/roster/import')
  await read(desk, sheet('怪.csv', '花名册,,\n谁,哪里人,怎么找\n王秀兰,前苇塘,13800138000\n'))
  await desk.see('point').waitFor()
  await desk.look('import-point')
  await desk.isFitForAll()
  await desk.see('header-2').click()
  await desk.page.locator('[data-test="match-谁"]').click()
  await desk.page.getByRole('option', { name: '姓名', exact: true }).click()
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test="count-new"]')?.textContent.includes('1'),
  )
  await desk.see('other-file').click()
  await read(desk, sheet('照片.xlsx', 'not a sheet'))
  await desk.page.locator('[data-test=notice]').first().waitFor()
  await desk.look('import-refused')
  await desk.leave({ forgiving: true })
})
