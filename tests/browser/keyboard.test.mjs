// The keyboard alone: a reception day of twelve visitors, a meeting with its members, an attendance of
// thirteen; at 16 px, at 22 px and on a screen drawn at 125 %. At every step what has the cursor, its
// list and what is said about it are in sight, and the grid's editor stands on its cell.
import assert from 'node:assert/strict'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { sit } from './harness.mjs'
import { inSight } from './sight.mjs'

const people = [
  '张国栋',
  '郑伟',
  '潘丽',
  '王德福',
  '林建国',
  '程桂兰',
  '蔡伟民',
  '曹丽华',
  '曾海涛',
  '高玉梅',
  '何占山',
  '罗大勇',
  '孙立新',
]
const visitors = [
  [
    '王老四',
    'nan',
    '前苇塘村2组',
    '13900001111',
    '校车停靠点离村太远，孩子早上要走四里路',
    'dl',
    '转镇中心校',
  ],
  ['匿名', '', '西关村', '', '养猪场臭味大，夏天开不了窗', 'hj', '交环保所'],
  ['周大娘', 'nv', '小庄村', '', '自来水隔三差五停', 'sl', '转水管站'],
  ['刘桂芳', 'nv', '前苇塘村', '13900002222', '村道路面塌陷，雨天没法走', 'dl', '列入计划'],
  ['张铁柱', 'nan', '柳河村', '13812345678', '变压器带不动', 'gd', '转供电所'],
  ['吴大伯', 'nan', '柳河村', '', '低保没有批下来', 'shb', '当场答复'],
  ['孙二嫂', 'nv', '东寨', '', '下水道堵了三个月', 'hj', '转村委会'],
  ['李长江', 'nan', '东寨', '13700003333', '承包地界不清', 'td', '约两家到场'],
  ['陈静', 'nv', '幸福社区', '', '电梯总坏', 'wy', '转物业'],
  ['赵德福', 'nan', '赵家屯', '', '村账没有公开', 'cw', '转村委会'],
  ['马秀英', 'nv', '马家沟', '13600004444', '村卫生室没有药', 'yl', '转卫生院'],
  ['何老汉', 'nan', '石桥', '', '桥面护栏坏了', 'dl', '转交通所'],
]
const categories = {
  dl: '道路交通',
  hj: '环境卫生',
  sl: '水利饮水',
  gd: '供电通信',
  shb: '社会保障',
  td: '土地山林',
  wy: '物业供暖',
  cw: '村务公开',
  yl: '医疗卫生',
}

async function open(wish) {
  const file = join(mkdtempSync(join(tmpdir(), 'lvzhi-names-')), '代表名册.csv')
  writeFileSync(file, `姓名,代表层级\n${people.map((it) => `${it},乡镇`).join('\n')}\n`)
  const ids = {}
  const desk = await sit({
    size: wish.size,
    scale: wish.scale,
    prepare: (tell) => {
      tell(['import', 'roster', file])
      ids.day = tell([
        'set',
        'reception_days',
        'new',
        '日期=2026-11-20',
        '地点=代表之家',
        `接待代表=${people.slice(5, 9).join('、')}`,
        '记录人=王秀兰',
      ]).id
      ids.activity = tell([
        'set',
        'activities',
        'new',
        '活动名称=视察秋季学校食品安全',
        '活动类型=视察',
        '活动日期=2026-11-12',
        `应到代表=${people.join('、')}`,
      ]).id
    },
  })
  if (wish.text) await desk.atText(wish.text)
  return { desk, ids, keys: desk.page.keyboard }
}

/** Types as a clerk does: letters by keys, characters as an input method hands them over. */
async function write(keys, text) {
  if (/^[\x20-\x7e]*$/.test(text)) await keys.type(text)
  else await keys.insertText(text)
}

async function receptionDay({ desk, ids, keys }) {
  await desk.goto(`/receptions/day?day=${ids.day}`)
  await desk.page.waitForFunction(
    () => document.activeElement?.getAttribute('data-test') === 'grid-editor',
  )
  for (const [at, visitor] of visitors.entries()) {
    for (const [column, text] of visitor.entries()) {
      await write(keys, text)
      await inSight(desk, `visitor ${at + 1}, cell ${column + 1}, “${text}” typed`)
      await keys.press(column % 2 === 0 ? 'Enter' : 'Tab')
    }
    await inSight(desk, `after visitor ${at + 1}`)
  }
  // A mistake in the last line is named in sight, and mended where it stands.
  await keys.press('ArrowUp')
  await keys.press('ArrowRight')
  await keys.insertText('中')
  await keys.press('Enter')
  await keys.press('Shift+Enter')
  await desk.page.waitForFunction(() =>
    document.querySelector('[data-test=here]')?.textContent.includes('“中”'),
  )
  await inSight(desk, 'the cell at fault')
  await keys.press('F2')
  await inSight(desk, 'the cell opened')
  await keys.press('Escape')
  await keys.type('na')
  await desk.see('offers').waitFor()
  await inSight(desk, 'the list again')
  await keys.press('Enter')
  await keys.press('Control+s')
  await desk.page
    .getByText(/已保存：接待日录入|已保存：.*12/)
    .first()
    .waitFor()
  const rows = await desk.rows('receptions')
  assert.equal(rows.length, visitors.length)
  for (const [name, sex, village, phone, content, category, handling] of visitors) {
    const it = rows.find((row) => row.values.visitor === name)?.values
    assert.ok(it, name)
    assert.equal(it.sex ?? '', { nan: '男', nv: '女' }[sex] ?? '', name)
    assert.equal(it.village, village)
    assert.equal(it.phone ?? '', phone)
    assert.equal(it.content, content)
    assert.equal(it.category, categories[category])
    assert.equal(it.handling, handling)
  }
}

/** Goes on with Enter to a field of the form. */
async function enterTo(desk, keys, key) {
  for (let step = 0; step < 40; step += 1) {
    const at = await desk.page.evaluate(() => document.activeElement?.id)
    if (at === `field-${key}`) return
    await keys.press('Enter')
    await inSight(desk, `on the way to ${key}, after ${at}`)
  }
  throw new Error(`Enter does not lead to ${key}`)
}

async function meeting({ desk, keys }) {
  await desk.goto('/r/meetings/new')
  await desk.page.waitForFunction(() => document.activeElement?.id === 'field-title')
  await keys.insertText('第十九届人大主席团第七次会议')
  await enterTo(desk, keys, 'members')
  for (const letters of ['zw', 'pl', 'wdf', 'ljg']) {
    await keys.type(letters)
    await inSight(desk, `${letters} typed`)
    await keys.press('Enter')
    assert.equal(
      await desk.page.evaluate(() => document.activeElement?.id),
      'field-members',
      'Enter adds and stays',
    )
  }
  await keys.type('gym')
  await desk.page.locator('#field-members-list').waitFor()
  await inSight(desk, 'the list of people')
  await keys.press('Enter')
  await keys.press('Backspace')
  await keys.press('Enter')
  assert.equal(
    await desk.page.evaluate(() => document.activeElement?.id),
    'field-away',
    'Enter on an empty field goes on',
  )
  await keys.type('pl')
  await keys.press('Enter')
  await enterTo(desk, keys, 'agenda')
  await keys.insertText('听取镇政府关于代表建议办理情况的报告')
  // The day is written last and saved at once, without its year and without leaving the field.
  for (let step = 0; step < 40; step += 1) {
    if ((await desk.page.evaluate(() => document.activeElement?.id)) === 'field-held_on') break
    await keys.press('Shift+Tab')
  }
  await keys.type('11.21')
  await keys.press('Control+s')
  await desk.page.waitForFunction(() => /#\/r\/meetings\/[0-9a-f-]{36}/.test(location.hash))
  const rows = await desk.rows('meetings')
  assert.equal(rows[0].values.held_on, '2026-11-21')
  assert.equal(rows[0].values.members, '郑伟、潘丽、王德福、林建国')
  assert.equal(rows[0].values.away, '潘丽')
  assert.equal(rows[0].values.agenda, '听取镇政府关于代表建议办理情况的报告')
}

async function attendance({ desk, ids, keys }) {
  await desk.goto(`/r/activities/${ids.activity}/attendance`)
  await desk.page.waitForFunction(() => document.activeElement?.getAttribute('role') === 'radio')
  const where = () =>
    desk.page.evaluate(() => document.activeElement?.closest('[data-test=person]')?.id)
  for (let at = 0; at < people.length; at += 1) {
    assert.equal(await where(), `person-${at}`)
    await inSight(desk, `person ${at + 1}`)
    if (at === 3 || at === 11) {
      // 到会情况: to 请假 and its reason; 4 states at most lie between.
      for (let step = 0; step < 6; step += 1) {
        if (await desk.page.locator(`#person-${at} [data-test=reason]`).count()) break
        await keys.press('ArrowRight')
        await inSight(desk, `person ${at + 1} turned`)
      }
      await keys.press('Enter')
      await keys.insertText('住院')
      await inSight(desk, `the reason of person ${at + 1}`)
    }
    await keys.press('Enter')
  }
  await keys.press('ArrowUp')
  await inSight(desk, 'one up')
  await keys.press('Control+s')
  await desk.page
    .getByText(/签到已保存/)
    .first()
    .waitFor()
  const { values } = await desk.call('record', { register: 'activities', id: ids.activity })
  assert.equal(values.present, '11')
}

for (const [name, wish] of [
  ['at 16 px', { size: { width: 1366, height: 768 } }],
  ['at 22 px on a low screen', { size: { width: 1280, height: 720 }, text: 22 }],
  // 1366×768 drawn at 125 % leaves 1093×614.
  ['at 125 %', { size: { width: 1093, height: 614 }, scale: 1.25 }],
]) {
  test(`a day, a meeting and an attendance by the keyboard alone ${name}`, async () => {
    const it = await open(wish)
    await receptionDay(it)
    await meeting(it)
    await attendance(it)
    await it.desk.leave()
  })
}
