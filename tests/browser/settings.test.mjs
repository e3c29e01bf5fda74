// The settings: every page full, narrow and at large text; scheme, lists, keys and copies changed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sit } from './harness.mjs'

const parts = ['office', 'scheme', 'lists', 'users', 'security', 'copies', 'place', 'look']

test('every page of the settings is readable', async () => {
  const desk = await sit({ roster: true })
  for (const part of parts) {
    await desk.goto(`/settings/${part}`)
    await desk.page.locator('.part .card').first().waitFor()
    if (part === 'scheme') await desk.see('form-preview').waitFor()
    await desk.page.waitForTimeout(400)
    await desk.look(`settings-${part}`)
    await desk.isFitForAll()
    await desk.fitsTheScreen()
    await desk.atText(22)
    await desk.look(`settings-${part}-22`)
    await desk.fitsTheScreen()
    await desk.atText(16)
  }
  await desk.leave()
})

test('a scheme is changed, seen and taken back', async () => {
  const desk = await sit()
  await desk.goto('/settings/scheme')
  await desk.see('scheme-register').click()
  await desk.page.getByRole('option', { name: /代表小组/ }).click()
  await desk.see('scheme-remark').waitFor()
  await desk.see('scheme-remark').locator('.name').click()
  await desk.see('field-label').fill('说明')
  await desk.see('field-save').click()
  await desk.page.locator('[data-test=form-preview]', { hasText: '说明' }).waitFor()
  await desk.look('scheme-renamed')
  await desk.isFitForAll()
  await desk.see('up-remark').click()
  await desk.page.waitForTimeout(500)
  await desk.see('hide-remark').click()
  await desk.page.locator('[data-test=scheme-remark].hidden').waitFor()
  await desk.see('view-paper').click()
  await desk.look('scheme-paper')
  await desk.see('scheme-add').click()
  await desk.see('fresh-label').fill('片区')
  await desk.see('fresh-sort').click()
  await desk.page.getByRole('option', { name: '单选' }).click()
  await desk.see('fresh-save').click()
  await desk.page.getByText('写出至少一个选项').waitFor()
  await desk.look('scheme-add')
  await desk.see('fresh-options').fill('东片\n西片')
  await desk.see('fresh-save').click()
  await desk.page.locator('.fields', { hasText: '片区' }).waitFor()
  for (let times = 0; times < 4; times += 1) await desk.call('undo', {})
  const schema = await desk.call('schema', { register: 'groups' })
  assert.ok(
    schema.fields.some((it) => it.label === '备注' && !it.hidden),
    'all of it is taken back',
  )
  await desk.leave({ forgiving: true })
})

test('a list is changed', async () => {
  const desk = await sit()
  await desk.goto('/settings/lists')
  await desk.page.locator('[data-test="list-问题类别"]').click()
  await desk.see('option-0').fill('农村道路')
  await desk.see('option-add').click()
  await desk.see('list-save').click()
  await desk.see('list-fault').waitFor()
  await desk.look('lists-fault')
  const last = desk.page.locator('.options li').last()
  await last.locator('input').fill('校车')
  await desk.see('list-save').click()
  await desk.page.getByText('已保存').first().waitFor()
  const schema = await desk.call('schema', { register: 'receptions' })
  const { choices } = schema.fields.find((it) => it.key === 'category')
  assert.equal(choices[0], '农村道路')
  assert.equal(choices.at(-1), '校车')
  await desk.leave()
})

test('a password, a card and a copy', async () => {
  const desk = await sit()
  await desk.goto('/settings/security')
  await desk.see('set-password').click()
  await desk.see('new-password').fill('红旗')
  await desk.see('save-password').click()
  await desk.page.getByText('口令至少 8 个字母数字，或 4 个汉字').waitFor()
  await desk.look('password-fault')
  await desk.isFitForAll()
  await desk.see('new-password').fill('红旗渠水')
  await desk.see('again-password').fill('红旗渠水')
  await desk.see('save-password').click()
  await desk.page.getByText('已设口令').waitFor()
  await desk.see('lock-after').click()
  await desk.page.getByRole('option', { name: '30 分钟' }).click()
  await desk.page.locator('[data-test=lock-after]', { hasText: '30 分钟' }).waitFor()
  assert.equal((await desk.call('status', {})).lock_after, 30, 'it locks after half an hour')
  await desk.see('new-card').click()
  await desk.see('new-card-yes').click()
  await desk.see('recovery-card').waitFor()
  await desk.look('security-card')
  await desk.see('card-noted').check()
  await desk.see('card-done').click()
  await desk.page.getByText('已收好').waitFor()

  await desk.goto('/settings/copies')
  await desk.see('backup').click()
  await desk.page.locator('[data-test=copies]', { hasText: '手工' }).waitFor()
  await desk.call('save', {
    register: 'groups',
    id: null,
    values: { 小组名称: '东片' },
  })
  await desk.page.waitForTimeout(1200)
  await desk.call('save', {
    register: 'groups',
    id: null,
    values: { 小组名称: '西片' },
  })
  const row = desk.page.locator('[data-test=copies] tr', { hasText: '手工' })
  await row.getByRole('button', { name: '还原…' }).click()
  await desk.see('lost').waitFor()
  await desk.look('copies-restore')
  await desk.isFitForAll()
  await desk.see('restore-yes').click()
  await desk.page.getByText('已经还原').waitFor()
  assert.equal(
    (await desk.call('list', { register: 'groups', limit: 9 })).total,
    0,
    'the copy is back',
  )
  await desk.see('copy-out').click()
  await desk.see('copied-out').waitFor()
  await desk.look('copies-out')
  await desk.goto('/settings/place')
  await desk.see('check').click()
  await desk.page.getByText('数据完好').waitFor()
  await desk.look('place-checked')
  await desk.leave({ forgiving: true })
})
