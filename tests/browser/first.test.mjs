// The frame stands: the menu leads to the roster, which shows the office's deputies.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

test('the roster is there, at every text size and without hindrance', async () => {
  const desk = await sit({ roster: true })
  await desk.goto('/r/roster')
  await desk.see('total').waitFor()
  assert.match(await desk.see('total').innerText(), /62/, 'every deputy of the sheet is listed')
  await desk.look('roster')
  await desk.fitsTheScreen()
  await desk.isFitForAll()
  await desk.atText(22)
  await desk.look('roster-22')
  await desk.fitsTheScreen()
  await desk.leave()
})
