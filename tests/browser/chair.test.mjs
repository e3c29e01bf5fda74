// The chairman's page: it opens first for him, says what waits and who holds things up, and leads there.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

test('a chairman begins with what waits for a decision, and one click leads to it', async () => {
  const desk = await sit({
    prepare: (tell) => {
      tell(['demo'])
      const { rows } = tell(['list', 'roster', '--limit', '1'])
      const leave = [`请假代表=${rows[0]['姓名']}`, '请假理由=住院', '提交日期=2026-11-20']
      tell(['set', 'leaves', 'new', ...leave])
    },
  })
  await desk.goto('/chair')
  await desk.see('awaiting').waitFor()
  // The year and the first thing that waits are read before anything is scrolled, in both sizes.
  const firstScreen = async () => {
    for (const seen of [
      desk.page.locator('[data-test=year-figures] a').last(),
      desk.page.locator('[data-test=awaiting-item]').first(),
    ]) {
      const box = await seen.boundingBox()
      const foot = await desk.page.locator('footer, .status').last().boundingBox()
      assert.ok(box.y + box.height <= (foot?.y ?? 768), `${box.y + box.height} of ${foot?.y}`)
    }
  }
  await firstScreen()
  await desk.look('chair')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  await desk.atText(22)
  await firstScreen()
  await desk.look('chair-22')
  await desk.fitsTheScreen()
  await desk.atText(16)
  const reviews = desk.page.locator('[data-test=sort-等审核]')
  const items = reviews.locator('[data-test=awaiting-item]')
  assert.equal(await items.count(), 3, 'a long sort leaves room for the others')
  await reviews.locator('[data-test=more]').click()
  assert.equal(await items.count(), 12)
  const all = reviews.locator('[data-test=all-activities]')
  const [count] = (await all.innerText()).match(/\d+/)
  await all.click()
  await desk.page.locator('[data-test=total]', { hasText: `${count} ` }).waitFor()
  await desk.page.goBack()
  const first = desk.see('awaiting-item')
  await first.locator('a').click()
  await desk.see('save').waitFor()
  await desk.page.goBack()
  await desk.see('held-up').waitFor()
  await desk.leave()
})

test('whoever sits down as 主席 finds that page first', async () => {
  const desk = await sit({
    prepare: (tell) => tell(['set', 'users', 'new', '姓名=李国强', '角色=主席']),
  })
  await desk.see('user').click()
  await desk.page.getByRole('menuitemradio', { name: /李国强/ }).click()
  await desk.page.locator('main h1').filter({ hasText: '主席一览' }).waitFor()
  await desk.see('nothing-awaited').waitFor()
  await desk.look('chair-empty')
  await desk.see('to-desk').click()
  await desk.page.locator('main h1').filter({ hasText: '今天要办什么' }).waitFor()
  assert.match(desk.page.url(), /#\/$/)
  await desk.leave()
})

test('whoever may only look sees nothing that writes', async () => {
  const desk = await sit({
    roster: true,
    prepare: (tell) => tell(['set', 'users', 'new', '姓名=张督查', '角色=查看']),
  })
  await desk.see('user').click()
  await desk.page.getByRole('menuitemradio', { name: /张督查/ }).click()
  await desk.page.locator('[data-test=undo]').waitFor({ state: 'detached' })
  const absent = async (...marks) => {
    for (const mark of marks) assert.equal(await desk.see(mark).count(), 0, mark)
  }
  await absent('receive', 'recent-undo')
  await desk.goto('/r/roster')
  await desk.see('total').waitFor()
  await absent('import', 'grid', 'new', 'join')
  assert.equal(await desk.see('print').count(), 1, 'printing stays')
  await desk.look('viewer-list')
  await desk.page.locator('table.list tbody tr').first().click()
  await desk.see('only-look').waitFor()
  await absent('save', 'void', 'attach')
  await desk.look('viewer-record')
  await desk.goto('/r/roster/grid')
  await desk.see('may-not').waitFor()
  await desk.look('viewer-grid')
  await desk.goto('/settings')
  await desk.see('settings-security').waitFor()
  await absent('settings-users', 'settings-scheme')
  for (const [path, stands, ...gone] of [
    ['/figures', 'figures-print', 'write-summary'],
    ['/dossiers', 'print-public', 'freeze-all'],
    ['/r/holiday_years', 'total', 'work-calendar'],
  ]) {
    await desk.goto(path)
    await desk.see(stands).waitFor()
    await absent(...gone)
  }
  await desk.leave()
})

/** Matters that wait for a later day, for being a key matter, for being closed, with titles as long as offices write them. */
function thoseThatWait(tell) {
  const opinion = (content) =>
    tell([
      'set',
      'opinions',
      'new',
      '收到日期=2026-11-02',
      '反映人=李敏',
      `内容=${content}`,
      '来源=走访',
    ]).id
  const done = (id, step, ...values) => tell(['do', 'opinions', id, step, ...values])
  const handed = (content) => {
    const id = opinion(content)
    done(id, '受理', '受理日期=2026-11-03')
    done(id, '交办', '主办单位=青苇镇农业综合服务中心（水利站）', '交办日期=2026-11-03')
    return id
  }
  const longer = handed('前苇塘村至后苇塘村三公里灌溉水渠多处坍塌，春灌时下游六个村民小组浇不上水')
  done(
    longer,
    '申请延期',
    '申请日期=2026-11-10',
    '延期理由=渠道衬砌要等县水务局十二月统一招标，冬季封冻期不能浇筑混凝土，最早明年三月才能动工',
    '申请人=张明',
  )
  const key = handed('跨河便桥桥面塌了半边，三个村的学生和群众每天从桥上过，雨雪天十分危险')
  done(key, '提请重点督办', '意见=反映的人多，牵涉三个村，汛期以前必须修好')
  const closing = handed('村口井盖丢了')
  done(closing, '答复', '答复日期=2026-11-12', '答复内容=已换新井盖', '办理结果类别=A')
  done(closing, '反馈', '满意度=满意', '反馈日期=2026-11-13')
  done(closing, '申请销号', '销号申请人=王秀兰')
  return { longer, key, closing }
}

test('what waits is answered where it stands, by whoever decides', async () => {
  const desk = await sit({
    prepare: (tell) => {
      thoseThatWait(tell)
      tell(['set', 'users', 'new', '姓名=李国强', '角色=主席'])
    },
  })
  await desk.goto('/chair')
  await desk.see('awaiting-forbidden').waitFor()
  assert.equal(
    await desk.page.locator('[data-test^=answer-]').count(),
    0,
    'the clerk answers nothing',
  )
  await desk.look('chair-clerk')
  await desk.see('user').click()
  await desk.page.getByRole('menuitemradio', { name: /李国强/ }).click()
  await desk.page.locator('main h1').filter({ hasText: '主席一览' }).waitFor()
  await desk.see('answer-agree_extension').waitFor()
  assert.equal(await desk.page.locator('[data-test=awaiting-item]').count(), 3)
  await desk.look('chair-waits')
  await desk.fitsTheScreen()
  await desk.see('answer-agree_extension').click()
  await desk.see('step-do').waitFor()
  await desk.look('chair-agrees')
  await desk.fitsTheScreen()
  await desk.atText(22)
  await desk.look('chair-agrees-22')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  await desk.atText(16)
  await desk.see('step-do').click()
  await desk.see('answer-agree_extension').waitFor({ state: 'detached' })
  for (const answer of ['answer-confirm_key', 'answer-close']) {
    await desk.see(answer).click()
    await desk.see('step-do').click()
    await desk.see(answer).waitFor({ state: 'detached' })
  }
  assert.equal(await desk.see('answer-supervise').count(), 1, 'a key matter is urged from here')
  await desk.leave()
})
