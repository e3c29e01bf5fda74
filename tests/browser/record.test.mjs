// A record's page as a clerk meets it: filled in by keyboard and input method, corrected, looked up,
// photographed, voided and brought back.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { test } from 'node:test'
import { fixture, sit } from './harness.mjs'

const visitors = [
  [
    '2025-03-26',
    '三道河村',
    '教育',
    '校车绕行时间太长，孩子上学要早起半个钟头',
    '县交通局增设停靠点',
  ],
  ['2024-09-26', '前苇塘村', '教育', '孩子上学路远，希望校车进村接送', '解释说明'],
  ['2025-05-26', '后苇塘村', '环境卫生', '垃圾清运不及时', '已清运'],
]

function withVisitors(tell) {
  const { rows } = tell(['list', 'roster', '--limit', '2'])
  for (const [on, address, category, content, result] of visitors) {
    tell([
      'set',
      'receptions',
      'new',
      `接待时间=${on}`,
      '来访人=李玉兰',
      `住址=${address}`,
      `问题类别=${category}`,
      `反映内容=${content}`,
      `办理结果=${result}`,
      `接待代表=${rows[0].姓名}`,
    ])
  }
}

async function openFirst(desk, register) {
  const rows = await desk.rows(register)
  await desk.goto(`/r/${register}/${rows[0].id}`)
  await desk.see('title').waitFor()
  return rows[0].id
}

async function said(desk, mark, pattern) {
  await desk.page.waitForFunction(
    ([mark, source]) =>
      new RegExp(source).test(document.querySelector(`[data-test="${mark}"]`)?.textContent ?? ''),
    [mark, pattern.source],
  )
}

test('a visitor is received by keyboard and input method, and a crash costs nothing', async () => {
  const desk = await sit({ roster: true, prepare: withVisitors })
  const { page } = desk
  await desk.goto('/r/receptions/new')
  await desk.see('field-received_on').waitFor()
  await desk.look('record-empty')
  await desk.isFitForAll()
  await desk.fitsTheScreen()

  assert.equal(
    await page.evaluate(() => document.activeElement?.id),
    'field-received_on',
    'the first field waits',
  )
  await page.keyboard.type('10月26日')
  await page.keyboard.press('Enter')
  await said(desk, 'understood-received_on', /2026-10-26 星期一/)
  assert.equal(await desk.see('field-received_on').inputValue(), '2026-10-26')

  await desk.see('field-visitor').focus()
  await desk.compose('李玉兰', ['l', 'liyulan'])
  assert.equal(await desk.see('field-visitor').inputValue(), '李玉兰')
  await page.keyboard.press('Enter')
  assert.equal(await page.evaluate(() => document.activeElement?.id), 'field-sex')
  await page.keyboard.type('n')
  await desk.see('option').waitFor()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  assert.match(await desk.see('field-sex').inputValue(), /男|女/)

  await desk.see('field-address').fill('前苇塘村 三组')
  await desk.see('field-content').focus()
  await desk.compose('校车停靠点离村太远，孩子上学要走两里多路', ['xiaoche', '校车'])
  await page.keyboard.press('Control+Enter')
  await page.keyboard.type('希望在村口增设一个停靠点。')
  await desk.see('similar').waitFor()
  assert.match(await desk.see('similar').innerText(), /前苇塘村/)
  await page.keyboard.press('Escape')
  assert.match(await desk.see('field-content').inputValue(), /校车[^]*\n希望/, 'Esc loses nothing')
  await page.keyboard.press('Escape')
  assert.equal(await desk.see('field-content').inputValue(), '', 'pressed twice it puts back')
  await page.keyboard.press('Control+z')
  assert.match(
    await desk.see('field-content').inputValue(),
    /校车[^]*希望/,
    'Ctrl+Z finds it again',
  )
  await desk.see('suggested-category').click()
  assert.equal(await desk.see('field-category').inputValue(), '教育')

  await desk.see('field-deputies').focus()
  await page.keyboard.type('dxh')
  await page.locator('[data-test="option"]').filter({ hasText: '丁霞华' }).waitFor()
  await desk.look('record-picking')
  await page.keyboard.press('Enter')
  await said(desk, 'entry-deputies', /丁霞华/)
  await said(desk, 'draft-kept', /草稿 \d\d:\d\d 已保存/)
  await desk.look('record-draft')
  while (!(await desk.call('drafts', {})).drafts.some((it) => it.body.includes('丁霞华')))
    await page.waitForTimeout(200)

  // The power goes: the page is gone without a word.
  await page.evaluate(() =>
    window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true),
  )
  await page.goto('about:blank')
  await page.goBack()
  await desk.see('found-drafts').waitFor()
  await desk.look('record-found')
  await desk.isFitForAll()
  await desk.see('go-on').click()
  await desk.see('field-visitor').waitFor()
  await page.waitForFunction(() => document.querySelector('#field-visitor')?.value === '李玉兰')
  assert.match(await desk.see('entry-deputies').innerText(), /丁霞华/)

  await page.keyboard.press('Control+s')
  await desk.see('number').waitFor()
  await desk.look('record-visitor')
  const { drafts } = await desk.call('drafts', {})
  assert.deepEqual(drafts, [], 'a saved form leaves no draft')
  await desk.leave()
})

test('a deputy’s page: refusals, findings, mandates, history, photo, voiding', async () => {
  const desk = await sit({
    prepare: (tell) => tell(['import', 'roster', fixture('县级模板-含错误.xlsx')]),
  })
  const { page } = desk
  const rows = await desk.rows('roster')
  const faulty = rows.find((it) => it.findings > 0)
  assert.ok(faulty, 'the sheet left something to settle')
  await desk.goto(`/r/roster/${faulty.id}`)
  await desk.see('findings').waitFor()
  await desk.look('record-findings')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.see('settle').click()
  await page.locator('[data-test=notice]').filter({ hasText: '不是问题' }).waitFor()

  const sound = rows.find((it) => it.findings === 0 && it.values.phone)
  await desk.goto(`/r/roster/${sound.id}`)
  await desk.see('covered-phone').waitFor()
  const before = sound.values.phone
  await desk.see('show-phone').click()
  await desk.see('field-phone').fill('139')
  await desk.see('field-ethnic').fill('满蒙族')
  await page.keyboard.press('Control+s')
  await desk.see('fault-phone').waitFor()
  await desk.see('fault-ethnic').waitFor()
  await desk.look('record-refused')
  await desk.isFitForAll()
  await desk.see('field-ethnic').fill('mz')
  await page.locator('[data-test="option"]').filter({ hasText: '满族' }).click()
  await desk.see('field-phone').fill('13912345678')
  await page.keyboard.press('Control+s')
  await page.locator('[data-test=notice]').filter({ hasText: '已保存' }).waitFor()

  await desk.see('add-mandate').click()
  await desk.see('mandate-level').waitFor()
  // The form takes the keyboard once it has looked for a draft.
  await page.waitForFunction(
    () => document.activeElement?.closest('[data-test="editor-mandate"]') !== null,
  )
  await page.keyboard.type('sqs')
  await desk.see('option').waitFor()
  await desk.look('record-part')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Control+s')
  await page.waitForFunction(
    () => document.querySelectorAll('[data-test="row-mandate"]').length === 2,
  )

  const photo = join(desk.folder, '证件照.png')
  await page.screenshot({ path: photo })
  await desk.offer(photo, () => desk.see('choose-portrait').click())
  await desk.see('portrait').waitFor()
  await desk.see('attach').click()
  await desk.see('attachment-place-box').fill('3')
  await desk.see('attachment-place-page').fill('12')
  await desk.see('attachment-place-page').blur()
  await desk.look('record-attach')
  const scan = join(desk.folder, '登记表扫描.png')
  await page.screenshot({ path: scan })
  await desk.offer(scan, () => desk.see('choose-file').click())
  await page.locator('[data-test="attachment"]').filter({ hasText: '第3盒第12页' }).waitFor()
  await desk.look('record-full')
  await desk.isFitForAll()
  await desk.see('attachments').scrollIntoViewIfNeeded()
  await desk.look('record-parts')
  await page
    .locator('[data-test="attachment"]')
    .filter({ hasText: '扫描' })
    .locator('[data-test="look"]')
    .click()
  await desk.see('picture').waitFor()
  await page.keyboard.press('Escape')

  await desk.see('history').click()
  await desk.see('history-operation').waitFor()
  await desk.look('record-history')
  await desk.isFitForAll('.el-dialog')
  await desk.see('restore-old-phone').click()
  await page.locator('[data-test=notice]').filter({ hasText: '恢复' }).waitFor()
  await page.keyboard.press('Escape')
  const record = await desk.call('record', {
    register: 'roster',
    id: sound.id,
  })
  assert.equal(record.values.phone, before, 'the number from before stands again')

  await page.evaluate(() => (document.documentElement.dataset.text = '22'))
  await page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0))
  await desk.look('record-22')
  await desk.fitsTheScreen()
  await page.evaluate(() => (document.documentElement.dataset.text = '16'))

  await desk.see('void').click()
  await desk.see('void-reason').waitFor()
  await page.locator('[data-test="void-reason"]').fill('调离本行政区域')
  await desk.see('void-confirm').click()
  await desk.see('void-strip').waitFor()
  await desk.look('record-void')
  await desk.isFitForAll()
  await desk.see('restore').click()
  await desk.see('save').waitFor()
  await desk.leave({ forgiving: true })
})

test('two sides of a conflict stand beside each other', async () => {
  const desk = await sit({ roster: true })
  const { page } = desk
  const value = (take, text, device, who) => ({
    take,
    value: text,
    parts: [],
    who,
    when: '2026-11-20 09:15',
    clock_doubted: false,
    device,
    sides: [],
    title: '修改代表 丁霞华',
    source: '表单',
  })
  await page.route('**/invoke/record', async (route) => {
    const answer = await route.fetch()
    const body = await answer.json()
    body.conflicts = [
      {
        id: 'a',
        field: 'post',
        label: '工作单位及职务',
        sort: 'person',
        values: [
          value(1, '西沟村党支部书记', '本机', '王秀兰'),
          value(2, '西沟村村委会主任', '村部电脑', '李敏'),
        ],
        before: '',
        writable: true,
        forbidden: null,
      },
    ]
    await route.fulfill({ json: body })
  })
  await openFirst(desk, 'roster')
  await desk.see('conflicts').waitFor()
  await desk.look('record-conflict')
  await desk.isFitForAll()
  await desk.leave()
})

test('what is not saved is asked about before the page is left', async () => {
  const desk = await sit({ roster: true })
  await openFirst(desk, 'roster')
  await desk.see('field-remark').fill('待核对')
  await desk.see('back').click()
  await desk.see('leave-discard').click()
  await desk.see('total').waitFor()
  const { drafts } = await desk.call('drafts', {})
  assert.deepEqual(drafts, [], 'what is thrown away leaves no draft')
  await desk.leave()
})

test('after a save a page asks for nothing that did not change', async () => {
  const desk = await sit({
    prepare: (tell) => tell(['import', 'roster', fixture('县级模板-含错误.xlsx')]),
  })
  const { page } = desk
  const rows = await desk.rows('roster')
  const sound = rows.find((it) => it.findings === 0 && it.values.phone)
  await desk.goto(`/r/roster/${sound.id}`)
  await desk.see('field-remark').waitFor()
  await page.waitForLoadState('networkidle')
  const asked = []
  page.on('request', (request) => {
    const command = /\/invoke\/(\w+)/.exec(request.url())?.[1]
    if (command) asked.push(command)
  })
  await desk.see('field-remark').fill('兼任村调解员')
  await page.keyboard.press('Control+s')
  await page.locator('[data-test=notice]').filter({ hasText: '已保存' }).waitFor()
  await page.waitForLoadState('networkidle')
  const drafts = new Set(['keep_draft', 'drop_draft'])
  assert.deepEqual(
    asked.filter((it) => !drafts.has(it)).sort(),
    ['due', 'record', 'save', 'status'],
    'the record, what is due, and what undo would take back; no list, no schema, no register',
  )
  await desk.leave()
})
