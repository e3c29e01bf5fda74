// Every page at every size that offices have: with names, titles and units as long as theirs nothing is
// cut, covered or scrolled sideways, in an office that has just begun and in one with a year in it.
//
// LVZHI_WALK=/r/roster walks the addresses that begin so; LVZHI_WALK_LOOK=1 keeps a picture of each fault.
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { aYear, counting, inFullOffice, inNewOffice, long, unvisited } from './addresses.mjs'
import { sit } from './harness.mjs'
import { faults } from './fits.mjs'

/** What a clerk's screen shows: in CSS pixels, at a text size. 125 % leaves fewer of them. */
const sizes = [
  { name: '1366×768', width: 1366, height: 768, text: 16 },
  { name: '1280×720', width: 1280, height: 720, text: 16 },
  { name: '125 %', width: 1024, height: 576, text: 16, foot: true },
  { name: '22 px', width: 1366, height: 768, text: 22, foot: true },
]

const only = process.env.LVZHI_WALK
const look = process.env.LVZHI_WALK_LOOK

async function walk(desk, addresses, at = sizes) {
  const settled = counting(desk)
  const told = []
  for (const address of addresses) {
    if (only && !address.path.startsWith(only)) continue
    await desk.page.setViewportSize(at[0])
    await desk.goto(address.path)
    await settled()
    await address.go?.(desk)
    if (address.go) await settled()
    for (const size of at) {
      await desk.page.setViewportSize(size)
      await desk.page.evaluate(
        (it) => (document.documentElement.dataset.text = String(it)),
        size.text,
      )
      // Two frames: one in which watchers of sizes see the change, one in which it is drawn.
      await desk.page.evaluate(
        () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
      )
      let said = await desk.page.evaluate(faults)
      if (said.length > 0) {
        // What still moves is looked at again.
        await desk.page.waitForTimeout(350)
        said = await desk.page.evaluate(faults)
      }
      // What stands at the foot of a page, where there is little room.
      if (size.foot) {
        const down = await desk.page.evaluate(() => {
          const page = document.querySelector('main')
          page?.scrollTo(0, page.scrollHeight)
          return (page?.scrollTop ?? 0) > 0
        })
        if (down) {
          for (const it of await desk.page.evaluate(faults)) if (!said.includes(it)) said.push(it)
          await desk.page.evaluate(() => document.querySelector('main')?.scrollTo(0, 0))
        }
      }
      if (said.length > 0) {
        told.push(
          `${address.path}${address.name ? ` (${address.name})` : ''} at ${size.name}:`,
          ...said.map((it) => `    ${it}`),
        )
        if (look)
          await desk.look(
            `walk${address.path.replaceAll(/[^a-z0-9_]+/gi, '-')}-${size.name.replaceAll(/[^0-9]+/g, '')}`,
          )
      }
    }
    await address.leave?.(desk)
  }
  return told
}

describe('every page holds at every size', { concurrency: true }, () => {
  test('in a new office', async () => {
    const desk = await sit(long)
    const told = await walk(desk, await inNewOffice(desk))
    await desk.leave()
    assert.deepEqual(told, [], told.join('\n'))
  })

  test('with a year in it', async () => {
    const desk = await sit({ ...long, prepare: aYear })
    const addresses = await inFullOffice(desk)
    assert.deepEqual(unvisited(addresses), [], 'every route is walked')
    const told = await walk(desk, addresses)
    await desk.leave()
    assert.deepEqual(told, [], told.join('\n'))
  })
})

test('the first start holds at every size', async () => {
  const desk = await sit({ founded: false })
  const told = await walk(desk, [{ path: '/start' }])
  await desk.leave()
  assert.deepEqual(told, [], told.join('\n'))
})
