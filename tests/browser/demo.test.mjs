// The demo: an invented township's year, said to be one on every page, gone in one step.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

test('the demo is tried and cleared', async () => {
  const desk = await sit({ founded: false })
  await desk.see('demo').click()
  await desk.see('demo-ribbon').waitFor()
  await desk.look('demo-home')
  await desk.isFitForAll()
  await desk.fitsTheScreen()
  for (const register of ['roster', 'receptions', 'activities', 'opinions', 'tasks']) {
    await desk.goto(`/r/${register}`)
    await desk.see('total').waitFor()
    assert.doesNotMatch(
      await desk.see('total').innerText(),
      /共 0 /,
      `${register} has a year in it`,
    )
    await desk.look(`demo-${register}`)
    await desk.fitsTheScreen()
  }
  await desk.atText(22)
  await desk.look('demo-tasks-22')
  await desk.fitsTheScreen()
  await desk.see('demo-clear').click()
  await desk.see('demo-ribbon').waitFor({ state: 'detached' })
  await desk.goto('/r/roster')
  await desk.see('empty').waitFor()
  await desk.leave()
})
