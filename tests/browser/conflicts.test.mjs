// 冲突裁定: two PCs wrote differently; decided by keyboard alone, taken back, told apart.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const long = '从事水利工作二十年，熟悉灌渠和村口机井，'
const second = '村部电脑'

/** Another PC of the office: let in, edited without knowing of the first, its package taken in. */
function twoPcs(tell, beside, file) {
  const save = (of, values, id = 'new') => of(['set', 'roster', id, ...values]).id
  const person = save(tell, ['姓名=周志国', '出生日期=1970-05-01', '联系电话=13903140001'])
  const voided = save(tell, ['姓名=钱二喜'])
  const other = beside('第二台')
  other(['join', '--name', second, '--out', file('申请.rdj')])
  tell(['enrol', 'accept', file('申请.rdj'), '--kind', 'pc', '--out', file('答复.rdx')])
  other(['join', file('答复.rdx')])

  save(tell, ['姓名=周志国一', '联系电话=13900000001', `简介=${long}村民信得过。`], person)
  save(other, ['姓名=周志国二', '联系电话=13900000002', `简介=${long}群众都认识。`], person)
  tell(['void', 'roster', voided, '--reason', '重复登记'])
  save(other, ['备注=驻村'], voided)
  const twin = ['姓名=李水生', '出生日期=1980-01-02']
  save(tell, twin)
  save(other, twin)
  const to = tell(['devices']).devices.map((it) => it.name)
  const office = to.find((it) => it !== second)
  other(['package', 'export', '--to', office, '--out', file('包.rdx')])
  tell(['package', 'apply', file('包.rdx')])
}

test('what two PCs wrote differently is decided by keyboard alone', async () => {
  const desk = await sit({ prepare: twoPcs })
  const { page } = desk
  await desk.see('waiting-conflicts').waitFor()
  await desk.look('conflicts-menu')
  await desk.goto('/r/roster')
  await desk.see('contested').waitFor()
  await desk.look('conflicts-list')
  await desk.goto('/conflicts')
  await desk.see('counts').waitFor()
  // The cursor stands in the first question by itself.
  await page.waitForFunction(() => document.activeElement?.matches('[data-question]'))
  await desk.look('conflicts')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  await desk.atText(22)
  await desk.look('conflicts-22')
  await desk.fitsTheScreen()
  await desk.atText(16)

  const counts = async () => desk.call('conflict_counts', {})
  const before = await counts()
  assert.equal(before.open, 3, 'a void, a name and a long text')
  assert.equal(before.twins, 1)
  // The cursor goes to the question that moved up once the page has looked again.
  const stands = (label) =>
    page.waitForFunction(
      (it) =>
        document.activeElement?.closest('[data-question]')?.getAttribute('aria-label').includes(it),
      label,
    )
  const waits = (open) =>
    page.waitForFunction(
      (it) =>
        document.querySelector('[data-test=counts]')?.textContent.includes(`要裁定的 ${it} 处`),
      open,
    )

  // The hardest stands first: the record stays, then the name of the other PC.
  await page.locator('[data-question]').first().focus()
  await stands('一方作废、一方修改')
  await page.keyboard.press('2')
  await waits(2)
  await stands('姓名')
  await page.keyboard.press('2')
  await waits(1)
  // Taken back, and decided otherwise.
  await page.keyboard.press('Control+z')
  await waits(2)
  await page.locator('[data-question]').first().focus()
  await stands('姓名')
  await page.keyboard.press('Enter')
  await page.locator('.another input').waitFor()
  await page.keyboard.press('Control+a')
  await page.keyboard.type('周志国')
  await page.keyboard.press('Tab')
  await page.keyboard.press('Tab')
  assert.equal(await page.evaluate(() => document.activeElement?.dataset.test), 'write-this')
  await page.keyboard.press('Enter')
  await waits(1)
  assert.ok((await page.locator('.text mark').count()) > 0, 'where long texts differ is shown')
  await stands('简介')
  await page.keyboard.press('Shift+ArrowRight')
  await waits(0)
  const rows = await desk.rows('roster', {})
  const names = rows.map((it) => it.values.name)
  assert.ok(names.includes('周志国') && names.includes('钱二喜'), names.join('、'))
  const person = rows.find((it) => it.values.name === '周志国')
  assert.match(person.values.introduction ?? JSON.stringify(person.values), /群众都认识/)
  assert.equal(person.values.phone, '13900000002', 'the whole record as the other PC had it')

  await page.waitForFunction(() => !document.querySelector('[data-test=twins-apart]').disabled)
  await desk.see('twins-apart').focus()
  await page.keyboard.press('Enter')
  await desk.see('no-conflicts').waitFor()
  await desk.look('conflicts-none')
  await desk.goto('/')
  await page.waitForFunction(() => !document.querySelector('[data-test=nav-conflicts]'))
  await desk.leave()
})

test('on the record the same question stands, and the mark until it is decided', async () => {
  const desk = await sit({ prepare: twoPcs })
  const rows = await desk.rows('roster', {})
  const person = rows.find((it) => it.values.name.startsWith('周志国'))
  await desk.goto(`/r/roster/${person.id}`)
  await desk.see('conflicts').waitFor()
  await desk.look('conflicts-record')
  await desk.isFitForAll()
  await desk.see('take-name-2').click()
  await desk.page.waitForFunction(() => !document.querySelector('[data-test=question-name]'))
  await desk.leave()
})
