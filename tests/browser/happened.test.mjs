// What two people write into one field is told, an undo that leaves numbers behind is asked about, the
// import asks once for what no column says, a signed page is named on the record.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const folder = mkdtempSync(join(tmpdir(), 'lvzhi-happened-'))

function withDeputy(tell) {
  tell(['set', 'roster', 'new', '姓名=丁霞华', '工作单位及职务=书记', '代表层级=乡镇'])
}

/** That deputy, and one visitor whom she received. */
function withVisit(tell) {
  withDeputy(tell)
  const visit = ['接待时间=2026-11-20', '来访人=孟凡英', '反映内容=修桥', '接待代表=丁霞华']
  tell(['set', 'receptions', 'new', ...visit])
}

async function firstOf(desk, register) {
  const rows = await desk.rows(register)
  return rows[0].id
}

/** Another tab of the same browser, as a clerk opens it. */
async function anotherTab(desk, path) {
  const opened = desk.context.waitForEvent('page')
  await desk.page.evaluate((it) => void window.open(`${location.pathname}#${it}`), path)
  const tab = await opened
  tab.setDefaultTimeout(15_000)
  return tab
}

test('the second of two tabs is told what stands, and chooses', async () => {
  const desk = await sit({ prepare: withDeputy })
  const id = await firstOf(desk, 'roster')
  await desk.goto(`/r/roster/${id}`)
  const post = desk.page.locator('#field-post')
  await post.waitFor()
  const tab = await anotherTab(desk, `/r/roster/${id}`)
  const theirs = tab.locator('#field-post')
  // The tab writes over what it shows, not into an empty page.
  await tab.waitForFunction(() => document.querySelector('#field-post')?.value === '书记')
  await theirs.fill('副书记')
  await post.fill('主任')
  await tab.locator('[data-test=save]').click()
  await tab.locator('[data-test=dirty]').waitFor({ state: 'detached' })
  await tab.close()

  await desk.see('save').click()
  await desk.see('both-post').waitFor()
  const said = await desk.see('fault-post').textContent()
  assert.match(said, /王秀兰.*改成了“副书记”/)
  assert.match(await desk.see('both-post').textContent(), /他的：副书记.*我的：主任/s)
  await desk.look('happened-both')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  await desk.see('theirs-post').click()
  assert.equal(await post.inputValue(), '副书记')
  await post.fill('主任')
  await desk.see('save').click()
  await desk.see('dirty').waitFor({ state: 'detached' })
  const saved = await desk.call('record', { register: 'roster', id })
  assert.equal(saved.values.post, '主任', 'what stands was seen this time')
  await desk.leave()
})

test('a grid tells it at the cell', async () => {
  const desk = await sit({ prepare: withDeputy })
  const id = await firstOf(desk, 'roster')
  const answer = await desk.call('check_rows', {
    register: 'roster',
    rows: [{ id, values: { post: '主任' }, seen: { post: '镇长' } }],
  })
  assert.equal(answer.rows[0].cells[0].stands.text, '书记')
  await desk.leave()
})

test('an undo that leaves numbers behind is asked about first', async () => {
  const desk = await sit({
    prepare(tell) {
      withVisit(tell)
      tell(['print', 'receptions', '--year', '2026', '--out', join(folder, '簿一.pdf')])
    },
  })
  await desk.goto('/r/receptions')
  await desk.page.locator('[data-test=total]').waitFor()
  await desk.page.keyboard.press('Control+z')
  await desk.see('undo-asking').waitFor()
  assert.match(await desk.see('undo-asking').textContent(), /接待登记簿2026年第1号/)
  await desk.look('happened-undo')
  await desk.isFitForAll()
  await desk.see('undo-stay').click()
  let page = await desk.call('list', { register: 'receptions', where: [] })
  assert.equal(page.total, 1, 'nothing was taken back')
  await desk.page.keyboard.press('Control+z')
  await desk.see('undo-go').click()
  await desk.page.waitForTimeout(400)
  page = await desk.call('list', { register: 'receptions', where: [] })
  assert.equal(page.total, 0)
  await desk.leave()
})

test('the import asks once whether all are deputies of the own level', async () => {
  const desk = await sit()
  const file = join(folder, '名册.csv')
  writeFileSync(file, '\ufeff姓名,性别,选区\n丁霞华,女,第一选区\n尉迟云,男,第二选区\n')
  await desk.goto('/r/roster/import')
  await desk.see('choose-file').waitFor()
  await desk.offer(file, () => desk.see('choose-file').click())
  await desk.see('asked-level').waitFor()
  assert.match(await desk.see('asked-level').textContent(), /都是乡镇代表吗？.*各行都按“乡镇”填/s)
  await desk.look('happened-asked')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('asked-open').click()
  await desk.see('asked-proposed').waitFor()
  await desk.see('asked-proposed').click()
  await desk.see('asked-open').waitFor()
  await desk.see('apply').click()
  await desk.page.locator('[data-test=apply]').waitFor({ state: 'detached' })
  const page = await desk.call('list', { register: 'roster', where: [] })
  assert.deepEqual(
    page.rows.map((it) => it.values.level),
    ['乡镇', '乡镇'],
  )
  await desk.leave()
})

test('a record on a signed page says so and is corrected knowingly', async () => {
  const desk = await sit({ prepare: withVisit })
  await desk.goto('/pages/receptions')
  await desk.see('sign-1').click()
  await desk.see('sign-dialog').waitFor()
  const box = await desk.page.locator('[data-test=closed] .el-checkbox__input').boundingBox()
  const word = await desk.page.locator('[data-test=closed] .el-checkbox__label').boundingBox()
  assert.ok(
    box.y < word.y + word.height && word.y < box.y + box.height && box.x < word.x,
    'the box stands in the line of its words',
  )
  await desk.look('happened-signing')
  await desk.see('sign').click()
  await desk.page.locator('[data-test=sign-1]').waitFor({ state: 'detached' })
  const id = await firstOf(desk, 'receptions')
  await desk.goto(`/r/receptions/${id}`)
  await desk.see('signed-strip').waitFor()
  await desk.look('happened-signed')
  await desk.isFitForAll()
  await desk.page.locator('#field-content').fill('修桥和路')
  await desk.see('save').click()
  await desk.see('correct-dialog').waitFor()
  await desk.look('happened-correct')
  await desk.see('correct-not').click()
  await desk.see('dirty').waitFor()
  await desk.see('save').click()
  await desk.see('correct').click()
  await desk.see('dirty').waitFor({ state: 'detached' })
  await desk.see('signed-page').click()
  await desk.page.locator('[data-test=page]').waitFor()
  // From the page's numbers, and from its signature, back to the entry.
  await desk.see('entries-1').click()
  const dialog = desk.page.locator('[data-test=entries-dialog]')
  await dialog.locator('a').waitFor()
  await desk.look('happened-entries')
  await dialog.locator('a').click()
  await desk.see('signature').click()
  await desk.see('page-entries').locator('a').waitFor()
  await desk.look('happened-signature')
  await desk.isFitForAll()
  await desk.see('page-entries').locator('a').click()
  await desk.see('signed-strip').waitFor()
  await desk.leave()
})

test('the way of a matter shows what was refused, why, and what comes next', async () => {
  const desk = await sit({
    prepare(tell) {
      withDeputy(tell)
      const made = tell([
        'set',
        'opinions',
        'new',
        '收到日期=2026-11-20',
        '反映人=孙有才',
        '内容=低保申请三个月没有回音',
      ])
      tell(['do', 'opinions', made.id, '不予受理', '不受理理由=应走信访'])
      const other = tell([
        'set',
        'opinions',
        'new',
        '收到日期=2026-11-20',
        '反映人=王老四',
        '内容=校车停靠点离村太远，孩子早上要走两里地',
      ])
      const step = (name, ...values) => tell(['do', 'opinions', other.id, name, ...values])
      step('受理')
      step('交办', '主办单位=教育办')
      step('承办', '承办人=孙立')
      step('答复', '答复内容=正在协调')
      step('反馈', '满意度=不满意', '反馈意见=车还是不停')
    },
  })
  const page = await desk.call('list', { register: 'opinions', where: [], order: '编号' })
  const [first, second] = page.rows.map((it) => it.id)
  await desk.goto(`/r/opinions/${first}/course`)
  await desk.see('way').waitFor()
  await desk.look('happened-way-refused')
  const ways = []
  for (const id of [first, second]) {
    await desk.goto(`/r/opinions/${id}/course`)
    await desk.page.waitForFunction((it) => location.hash.includes(it), id)
    await desk.see('way').waitFor()
    await desk.page.waitForTimeout(500)
    ways.push(await desk.see('way').textContent())
  }
  const all = ways.join('\n')
  assert.match(all, /不予受理.*停在这里.*应走信访/s)
  assert.match(all, /重新办理.*正等这一步/s)
  await desk.look('happened-way-again')
  await desk.isFitForAll()
  await desk.atText(22)
  await desk.fitsTheScreen()
  await desk.look('happened-way-again-22')
  await desk.leave()
})
