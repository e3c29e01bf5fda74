// A locked store: the password, the card, the character that is wrong, a new password.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

test('a store is opened by password, and by the card when it is forgotten', async () => {
  let card = ''
  const desk = await sit({
    prepare: (tell) => (card = tell(['card']).recovery),
  })
  await desk.see('undo').waitFor()
  await desk.call('set_password', { new: '红旗渠水' })
  await desk.call('lock', {})
  await desk.page.reload()
  await desk.see('unlock').waitFor()
  await desk.look('unlocking')
  await desk.isFitForAll()
  await desk.see('password-input').fill('红旗')
  await desk.see('unlock').click()
  await desk.page.getByText('口令不对').waitFor()
  await desk.look('unlocking-wrong')

  await desk.see('use-card').click()
  const characters = Array.from(card.replace(/\s/g, ''))
  const wrong = characters.with(6, '囧').join(' ')
  await desk.see('card-input').fill(wrong)
  await desk.see('unlock').click()
  assert.match(
    await desk.see('wrong-character').innerText(),
    /7\s*囧/,
    'the wrong character is pointed at',
  )
  await desk.look('unlocking-card')
  await desk.isFitForAll()
  await desk.atText(22)
  await desk.look('unlocking-card-22')
  await desk.fitsTheScreen()
  await desk.atText(16)

  await desk.see('card-input').fill(card)
  await desk.see('fresh-input').fill('新的口令')
  await desk.see('again-input').fill('新的口另')
  await desk.page.getByText('两次输入的口令不一样').waitFor()
  await desk.see('again-input').fill('新的口令')
  await desk.see('unlock').click()
  await desk.see('undo').waitFor()
  await desk.call('lock', {})
  await desk.page.reload()
  await desk.see('password-input').fill('新的口令')
  await desk.see('unlock').click()
  await desk.see('undo').waitFor()
  await desk.leave({ forgiving: true })
})
