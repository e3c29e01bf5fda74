import { expect, test } from 'vitest'
import { matching, queryOf, requestOf, viewOf, withFilter, type ListView } from './list-request'

const view: ListView = {
  search: '王',
  order: 'born',
  descending: true,
  page: 3,
  voided: true,
  unsettled: false,
  filters: [
    { field: 'ethnic', how: 'any_of', values: ['满族', ''] },
    { field: 'born', how: 'between', values: ['1980', ''] },
  ],
}

test('the address leads back to the very same view', () => {
  const query = queryOf(view) as Record<string, string>
  expect(viewOf(query)).toEqual(view)
  expect(requestOf('roster', view)).toMatchObject({ order: 'born', descending: true, offset: 100 })
})

test('an address that was cut shows what can be read of it', () => {
  for (const f of ['[[', '{"a":1}', '[["ethnic"]]', '[["ethnic","nonsense","满族"]]', '7']) {
    expect(viewOf({ f }).filters, f).toEqual([])
  }
})

test('a column has one filter', () => {
  const next = withFilter(view.filters, 'born', { field: 'born', how: 'filled', values: [] })
  expect(next.map((it) => [it.field, it.how])).toEqual([
    ['ethnic', 'any_of'],
    ['born', 'filled'],
  ])
  expect(withFilter(next, 'ethnic', null)).toHaveLength(1)
})

test('conditions of one field are alternatives, those of several hold together', () => {
  const key = { field: 'key_matter', value: '是' }
  const states = ['已交办', '承办中'].map((value) => ({ field: 'state', value }))
  expect(matching([key, ...states])).toEqual([
    { field: 'key_matter', how: 'any_of', values: ['是'] },
    { field: 'state', how: 'any_of', values: ['已交办', '承办中'] },
  ])
})
