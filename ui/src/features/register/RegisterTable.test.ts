import { mount } from '@vue/test-utils'
import { expect, test } from 'vitest'
import { fieldNamed } from '@/features/record/fields.fixture'
import type { ListRow } from '@/platform/generated/ListRow'
import RegisterTable from './RegisterTable.vue'
import { useSelection } from './selection'

const row = (id: string, values: ListRow['values'], more: Partial<ListRow> = {}): ListRow => ({
  id,
  values,
  voided: null,
  findings: 0,
  to_fill: 0,
  contested: [],
  ...more,
})
const columns = [
  fieldNamed('name', { label: '姓名' }),
  fieldNamed('phone', { label: '联系电话', sort: 'phone', sensitive: true }),
  fieldNamed('public_phone', { label: '公示电话', sort: 'phone' }),
]

function shown(rows: ListRow[]) {
  return mount(RegisterTable, {
    props: {
      columns,
      own: { order: [], hidden: [], widths: {} } as never,
      rows,
      first: 1,
      nameField: 'name',
      order: '',
      descending: false,
      filtered: new Set<string>(),
      totals: null,
      selection: useSelection(),
      copied: () => [],
      title: '代表名册',
    },
  })
}

test('numbers of people are covered in a list as on their record', () => {
  const values = { name: '石桂芝', phone: '13812345678', public_phone: '0314-7771200' }
  const table = shown([row('1', values)])
  expect(table.text()).not.toContain('13812345678')
  expect(table.html(), 'nor in what is shown on pointing').not.toContain('13812345678')
  expect(table.text()).toContain('138****5678')
  expect(table.text(), 'what is public is shown').toContain('0314-7771200')
})

test('what is wrong with a row is said by words', () => {
  const rows = [
    row('1', { name: '甲' }, { findings: 1, to_fill: 2 }),
    row('2', { name: '乙' }, { to_fill: 1 }),
    row('3', { light: '红' }),
    row('4', { name: '丁' }, { voided: '重复' }),
  ]
  const table = shown(rows)
  const marks = table.findAll('td.marks').map((it) => it.text())
  expect(marks).toEqual(['待核实', '待补', '逾期', '作废'])
  expect(table.text()).toContain('（未填）')
})

test('a row opens, a head sorts', async () => {
  const table = shown([row('7', { name: '甲' })])
  await table.get('[data-test=row-name]').trigger('click')
  expect(table.emitted('open')).toEqual([['7']])
  await table.get('[data-test=head-name]').trigger('click')
  expect(table.emitted('sort')?.[0]).toEqual([columns[0]])
})
