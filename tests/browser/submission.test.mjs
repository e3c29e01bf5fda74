// A township and its county as two clerks do it: the county's card goes out, the township submits, the
// county compares, takes in, answers and adds up, hands tasks down.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { sit } from './harness.mjs'

const stick = mkdtempSync(join(tmpdir(), 'lvzhi-county-'))
after(() => rmSync(stick, { recursive: true, force: true }))

/** What a press of this button saves lies on the stick. */
async function saved(desk, name, act) {
  const path = join(stick, name)
  const coming = desk.page.waitForEvent('download')
  await act()
  await (await coming).saveAs(path)
  return path
}

async function seen(desk, name) {
  await desk.look(name)
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.atText(22)
  await desk.look(`${name}-22`)
  await desk.fitsTheScreen()
  await desk.atText(16)
}

const characters = async (desk) => (await desk.see('check-word').innerText()).replace(/\s/g, '')

test('a year goes from a township to the county, and tasks come back', async () => {
  const county = await sit({
    office: '青禾县人大常委会',
    prepare: (tell) => {
      for (const name of ['柳河镇人大主席团', '三道河乡人大主席团']) {
        tell(['set', 'partners', 'new', `单位名称=${name}`, '上级或下级=下级', '是否应报=应报'])
      }
    },
  })
  const township = await sit({
    office: '柳河镇人大主席团',
    prepare: (tell) => {
      tell(['set', 'roster', 'new', '姓名=王秀兰', '选区=第1选区', '联系电话=13900000001'])
    },
  })

  // The card goes out, and its characters are compared.
  await county.goto('/border')
  const card = await saved(county, '收件卡.rdk', () => county.see('card').click())
  await county.see('saved-file').waitFor()
  const print = await characters(county)
  await township.goto('/border')
  await township.see('first').waitFor()
  await seen(township, 'border-empty')
  await township.see('take').click()
  await township.offer(card, () => township.see('choose-card').click())
  await township.see('card-says').waitFor()
  assert.equal(await characters(township), print, 'both sides see the same characters')
  assert.equal(await township.see('take-yes').isDisabled(), true, 'not before they were compared')
  await seen(township, 'border-card')
  await township.see('same').check()
  await township.see('take-yes').click()
  await township.see('trusted').waitFor()
  await township.see('done').click()

  // The township chooses, looks, and freezes.
  await township.see('make').click()
  await township.see('what-roster').check()
  await seen(township, 'border-choose')
  await township.see('look').click()
  await township.see('preview').waitFor()
  assert.match(await township.see('preview').innerText(), /不含.*联系电话/)
  await seen(township, 'border-preview')
  const sent = await saved(township, '上报.rds', () => township.see('save-submission').click())
  await township.see('saved-file').waitFor()
  await seen(township, 'border-made')
  const own = await township.see('own-print').innerText()
  await township.see('done').click()

  // The county compares once, takes in, writes a receipt.
  await county.see('take').click()
  await county.offer(sent, () => county.see('choose-dispatch').click())
  await county.see('dispatch-says').waitFor()
  assert.equal(await characters(county), own)
  assert.equal(await county.see('take-yes').isDisabled(), true)
  await seen(county, 'border-first')
  await county.see('same').check()
  await county.see('take-yes').click()
  await county.see('taken').waitFor()
  await county.see('done').click()
  await seen(county, 'border-county')

  // What it holds, and the sums with who is missing.
  await county.see('content-0').click()
  await county.see('rows').waitFor()
  await county.see('part-table-roster').click()
  await county.page.getByText('王秀兰').first().waitFor()
  assert.ok(!(await county.page.content()).includes('13900000001'), 'no telephone number')
  await seen(county, 'border-sent')
  await county.see('leave').click()
  await county.see('totals').click()
  await county.see('figures').waitFor()
  assert.match(await county.see('missing').innerText(), /三道河乡人大主席团/)
  assert.ok(!(await county.see('missing').innerText()).includes('柳河镇'))
  await seen(county, 'border-totals')
  await county.see('leave').click()

  // It is sent back with reasons, and the township sees them.
  await county.see('answer-0').click()
  await county.see('verdict-return').check()
  await county.see('answer-text').fill('名册缺一名代表')
  const back = await saved(county, '退回.rds', () => county.see('answer-yes').click())
  await township.see('take').click()
  await township.offer(back, () => township.see('choose-dispatch').click())
  await township.see('dispatch-says').waitFor()
  await township.see('take-yes').click()
  await township.see('taken').waitFor()
  await township.see('done').click()
  const table = await township.see('table-submissions').innerText()
  assert.match(table, /已退回/)
  assert.match(table, /名册缺一名代表/)
  await seen(township, 'border-returned')

  // Tasks come down and stand in the table.
  await county.see('handdown').click()
  await county.see('title').fill('防汛备汛联动监督')
  await county.see('item-0').fill('检查次数')
  await seen(county, 'border-handdown')
  const tasks = await saved(county, '任务.rds', () => county.see('save-handdown').click())
  await county.see('saved-file').waitFor()
  await township.see('take').click()
  await township.offer(tasks, () => township.see('choose-dispatch').click())
  await township.see('take-yes').click()
  await township.see('taken').waitFor()
  await township.see('done').click()
  assert.match(await township.see('table-handdowns').innerText(), /待填报/)
})
