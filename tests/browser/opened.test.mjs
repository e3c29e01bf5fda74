// What is opened over a page holds as the page does: menus, lists, panels, dialogs, steps and the batch
// preview at large text and on a screen drawn at 125 %, with nothing cut, covered, beyond the window or
// scrolled sideways.
//
// LVZHI_OPENED=batch opens what is called so; LVZHI_WALK_LOOK=1 keeps a picture of each fault, =all of each.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { counting, long } from './addresses.mjs'
import { faults } from './fits.mjs'
import { sit } from './harness.mjs'

const sizes = [
  { name: '22 px', width: 1366, height: 768, text: 22 },
  { name: '125 %', width: 1024, height: 576, text: 16 },
]
const only = process.env.LVZHI_OPENED
const look = process.env.LVZHI_WALK_LOOK

const press =
  (...marks) =>
  async (desk) => {
    for (const mark of marks) await desk.see(mark).click()
  }

async function firstOf(desk, register, where = []) {
  const { rows } = await desk.call('list', { register, where, limit: 1 })
  return rows[0].id
}

/** A matter in this state, by its own page. */
const matterIn = (state) => async (desk) =>
  `/r/opinions/${await firstOf(desk, 'opinions', [{ field: 'state', value: state }])}/course`

async function received(desk) {
  const { id } = await desk.call('save', {
    register: 'opinions',
    id: null,
    values: {
      received_on: '2026-11-20',
      raised_by: '李敏',
      content: '前苇塘村口到小学的路灯坏了三盏，夜里看不清路，请尽快派人修好。',
    },
  })
  return `/r/opinions/${id}/course`
}

const recordOf = (register) => async (desk) => `/r/${register}/${await firstOf(desk, register)}`

async function chooseRows(desk) {
  const boxes = desk.page.locator('[data-test=rows] input[type=checkbox]')
  for (const at of [0, 1, 2]) await boxes.nth(at).check({ force: true })
}

async function batch(desk) {
  await chooseRows(desk)
  await desk.see('batch-edit').click()
  await desk.see('batch-dialog').waitFor()
}

async function batchField(desk) {
  await batch(desk)
  await desk.page.locator('[data-test=batch-field]').last().click()
  await desk.page.locator('.el-select-dropdown__item:visible', { hasText: '民族' }).first().click()
  await desk.page.locator('#batch-ethnic').fill('满')
  await desk.page.keyboard.press('Enter')
}

async function batchPreview(desk) {
  await batchField(desk)
  await desk.see('batch-go').click()
  await desk.see('batch-changes').waitFor()
}

async function fieldList(desk) {
  await desk.page.locator('#field-ethnic').focus()
  await desk.page.keyboard.press('ArrowDown')
  await desk.page.locator('#field-ethnic-list').waitFor()
}

async function people(desk) {
  await desk.page.locator('#field-deputies').focus()
  await desk.page.keyboard.type('w')
  await desk.page.locator('#field-deputies-list').waitFor()
}

async function gridList(desk) {
  await desk.page.waitForFunction(
    () => document.activeElement?.getAttribute('data-test') === 'grid-editor',
  )
  // 接待方式, a list of words.
  for (let at = 0; at < 3; at += 1) await desk.page.keyboard.press('Tab')
  await desk.page.keyboard.press('Alt+ArrowDown')
  await desk.see('offers').waitFor()
}

async function find(desk) {
  await desk.page.keyboard.press('Control+f')
  await desk.see('find').fill('路')
  await desk.see('found-line').waitFor()
}

/** Every step that can be done now, one after the other. */
async function eachStep(desk) {
  const marks = await desk.page
    .locator('[data-test=steps] [data-test^=step-], [data-test=steps] [data-test^=run-]')
    .evaluateAll((all) => all.map((it) => it.dataset.test))
  return marks
}

/** Things that are opened: where, how, and what then lies over the page (none: the page itself). */
const opened = [
  { name: 'user menu', at: '/', go: press('user'), over: '[data-test=user-menu]' },
  { name: 'search', at: '/', go: find, over: '[data-test=found]' },
  {
    name: 'help',
    at: '/r/roster',
    go: (desk) => desk.page.keyboard.press('F1'),
    over: '[data-test=help-panel]',
  },
  { name: 'filter', at: '/r/roster', go: press('filter-sex'), over: '[data-test=filter-panel]' },
  {
    name: 'order',
    at: '/r/roster',
    go: press('order'),
    over: '.el-popper[aria-hidden=false], .el-select__popper',
  },
  { name: 'ways', at: '/r/receptions', go: press('more-ways'), over: '.more-menu .list' },
  { name: 'columns', at: '/r/roster', go: press('columns') },
  {
    name: 'view',
    at: '/r/opinions?f=' + encodeURIComponent('[["state","any_of","已交办"]]'),
    go: press('view-keep'),
  },
  { name: 'batch', at: '/r/roster', go: batch },
  { name: 'batch field', at: '/r/roster', go: batchField },
  { name: 'batch preview', at: '/r/roster', go: batchPreview },
  { name: 'print', at: '/r/roster', go: press('print') },
  { name: 'void', at: recordOf('roster'), go: press('void') },
  { name: 'history', at: recordOf('opinions'), go: press('history') },
  { name: 'attach', at: recordOf('activities'), go: press('attach') },
  { name: 'field list', at: recordOf('roster'), go: fieldList, over: '#field-ethnic-list' },
  { name: 'list of people', at: '/r/receptions/new', go: people, over: '#field-deputies-list' },
  { name: 'grid list', at: '/r/receptions/grid', go: gridList, over: '[data-test=offers]' },
  {
    name: 'part',
    at: recordOf('roster'),
    go: (desk) => desk.page.locator('[data-test^=add-]').first().click(),
  },
  {
    name: 'inspection set',
    at: '/inspection',
    go: (desk) => desk.page.getByRole('button', { name: /^打印全套/ }).click(),
  },
  { name: 'steps of what was received', at: received, steps: true },
  { name: 'steps of what was handed on', at: matterIn('已交办'), steps: true },
  { name: 'steps of what was answered', at: matterIn('已反馈'), steps: true },
  { name: 'more steps', at: matterIn('已交办'), go: press('more-steps'), over: '.more-menu .list' },
  { name: 'why not', at: matterIn('已交办'), go: press('other-steps') },
].filter((it) => !only || it.name.includes(only))

describe('what is opened holds at every size', { concurrency: true }, () => {
  for (const size of sizes)
    test(`at ${size.name}`, async () => {
      const desk = await sit({
        ...long,
        size: { width: size.width, height: size.height },
        prepare: (tell) => tell(['demo']),
      })
      const settled = counting(desk)
      await desk.call('set_look', { text: size.text, contrast: false })
      await desk.page.reload()
      await desk.page.locator('main :is(h1, h2)').first().waitFor()
      const told = []
      const check = async (name, over) => {
        await settled()
        let said = await desk.page.evaluate(faults, over ?? null)
        if (said.length > 0) {
          await desk.page.waitForTimeout(400)
          said = await desk.page.evaluate(faults, over ?? null)
        }
        if (!over) {
          const down = await desk.page.evaluate(() => {
            const at = document.activeElement ?? document.body
            at.scrollIntoView({ block: 'center' })
            return true
          })
          if (down)
            for (const it of await desk.page.evaluate(faults, null))
              if (!said.includes(it)) said.push(it)
        }
        if (said.length > 0) told.push(`${name}:`, ...said.map((it) => `    ${it}`))
        if (look === 'all' || (look && said.length > 0))
          await desk.look(`opened-${name.replaceAll(/\W+/g, '-')}-${size.text}`)
      }
      for (const it of opened) {
        try {
          // Away first, so that nothing of what stood open before stays.
          await desk.goto('/settings/look')
          await settled()
          await desk.goto(typeof it.at === 'string' ? it.at : await it.at(desk))
          await desk.page.locator('main :is(h1, h2)').first().waitFor()
          await settled()
          if (it.steps) {
            await desk.see('steps').waitFor()
            for (const mark of await eachStep(desk)) {
              await desk.see(mark).click()
              await desk.see('step-do').waitFor()
              await check(`${it.name}, ${mark}`)
            }
          } else {
            await it.go(desk)
            await check(it.name, it.over)
          }
        } catch (error) {
          told.push(`${it.name}: ${String(error.message).split('\n')[0]}`)
          if (look) await desk.look(`opened-${it.name.replaceAll(/\W+/g, '-')}-${size.text}`)
        }
        await desk.page.keyboard.press('Escape')
        await desk.page.keyboard.press('Escape')
      }
      await desk.leave({ forgiving: true })
      assert.deepEqual(told, [], told.join('\n'))
    })
})
