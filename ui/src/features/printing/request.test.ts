import { describe, expect, it } from 'vitest'
import type { FormInfo } from '@/platform/generated/FormInfo'
import type { Schema } from '@/platform/generated/Schema'
import { viewOf, wholeOf } from '../register/list-request'
import { firstWish, requestOf } from './request'

const form: FormInfo = {
  key: 'sign_in',
  title: '签到表',
  needs: [],
  takes: ['station', 'blank', 'rows'],
  register: 'roster',
  single: false,
  step: null,
  entries: [{ key: 'title', label: '会议名称', sort: 'line', choices: [], hint: '' }],
}

describe('a print request', () => {
  it('asks only for what the form takes', () => {
    const preset = {
      list: { ...wholeOf('roster', viewOf({})), search: 'wxl' },
      record: 'r1',
      year: 2026,
    }
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

  it('prints the columns chosen for the list in their order, and what the list is narrowed to', () => {
    const book: FormInfo = { ...form, key: 'roster', takes: ['columns', 'rows'], entries: [] }
    const fields = ['name', 'sex', 'born'].map((key) => ({
      key,
      label: key,
      printed: true,
      hidden: false,
    }))
    const schema = {
      fields: [...fields, { key: 'age', label: 'age', printed: false, hidden: false }],
    } as Schema
    const list = { ...wholeOf('roster', viewOf({})), unsettled: true }
    const preset = { list, columns: ['age', 'name', 'gone'] }
    const wish = firstWish(book, schema, preset)
    expect(requestOf(book, schema, wish, preset)).toMatchObject({
      columns: ['序号', 'age', 'name'],
      unsettled: true,
    })
    const usual = firstWish(book, schema, { list })
    expect(requestOf(book, schema, usual, { list }).columns, 'the book has its own').toEqual([])
  })
})
