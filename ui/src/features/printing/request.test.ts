import { describe, expect, it } from 'vitest'
import type { FormInfo } from '@/platform/generated/FormInfo'
import { viewOf, wholeOf } from '../register/list-request'
import { firstWish, requestOf } from './request'

const form: FormInfo = {
  key: 'sign_in',
  title: '签到表',
  needs: [],
  takes: ['station', 'blank', 'rows'],
  register: 'roster',
  entries: [{ key: 'title', label: '会议名称', sort: 'line', choices: [], hint: '' }],
}

describe('a print request', () => {
  it('asks only for what the form takes', () => {
    const preset = { list: { ...wholeOf('roster', viewOf({})), search: 'wxl' }, record: 'r1', year: 2026 }
    const wish = { ...firstWish(form, null, preset), station: '中心站', deputy: '曹娟', month: '3' }
    wish.entries.title = ' '
    const request = requestOf(form, null, wish, preset)
    expect(request).toMatchObject({
      form: 'sign_in',
      station: '中心站',
      search: 'wxl',
      record: null,
      deputy: null,
      year: null,
      month: null,
      entries: {},
    })
    expect(requestOf(form, null, { ...wish, blank: true }, preset).search).toBeNull()
  })
})
