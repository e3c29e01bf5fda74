import { expect, test } from 'vitest'
import { groupsOf } from '@/look/check-word'
import type { DeviceLine } from '@/platform/generated/DeviceLine'
import type { PackageLine } from '@/platform/generated/PackageLine'
import type { PackageReport } from '@/platform/generated/PackageReport'
import type { RecordChange } from '@/platform/generated/RecordChange'
import {
  fileName,
  inOrder,
  lackOf,
  newestReceived,
  partnersOf,
  refusals,
  silenceOf,
} from './standing'

const device = (name: string, more: Partial<DeviceLine> = {}): DeviceLine => ({
  device: name,
  name,
  kind: 'pc',
  station: '',
  fingerprint: 'ABCDEFGH',
  series: '',
  lacks: 0,
  revoked: false,
  reason: '',
  own: false,
  ...more,
})

test('a village exchanges files with the office alone, the office with everyone in use', () => {
  const [office, village, other] = [
    device('主席团'),
    device('苇塘', { kind: 'station' }),
    device('三道河', { kind: 'station' }),
  ]
  const gone = device('旧电脑', { revoked: true })
  const names = (all: DeviceLine[]) => partnersOf(all).map((it) => it.name)
  expect(names([{ ...office, own: true }, village, other, gone])).toEqual(['苇塘', '三道河'])
  expect(names([office, { ...village, own: true }, other, gone])).toEqual(['主席团'])
})

test('a month without a word is overdue, one never heard of says so', () => {
  const heard = { last_received: '2026-01-01 09:00' }
  expect(silenceOf(device('甲', { ...heard, silent_days: 31 }))).toBeNull()
  expect(silenceOf(device('甲', { ...heard, silent_days: 32 }))).toBe('32 天没有消息')
  expect(silenceOf(device('甲', { silent_days: 3 }))).toBeNull()
  expect(silenceOf(device('甲', { silent_days: 40 }))).toBe('入网 40 天，还没有收到过它的')
  expect(silenceOf(device('甲', { ...heard, silent_days: 90, revoked: true }))).toBeNull()
})

test('what a PC lacks is said in words', () => {
  expect(lackOf(device('甲'))).toBe('没有新内容')
  expect(lackOf(device('甲', { lacks: 5 }))).toContain('从头都没有给过')
  expect(lackOf(device('甲', { lacks: 5, last_sent: '2026-01-01 09:00' }))).toBe(
    '有 5 处新内容它还没有',
  )
})

test('what goes out again is the newest that brought something', () => {
  const line = (more: Partial<PackageLine>): PackageLine => ({
    package: 'p',
    sent: false,
    on: '',
    who: '',
    file: '',
    number: 1,
    changes: 1,
    check: '',
    state: 'applied',
    note: '',
    ...more,
  })
  const wanted = line({ package: 'wanted' })
  expect(
    newestReceived([
      line({ sent: true, state: 'sent' }),
      line({ changes: 0 }),
      line({ state: 'undone' }),
      wanted,
    ]),
  ).toBe(wanted)
  expect(newestReceived([])).toBeNull()
})

test('what is in conflict stands first, then what vanishes, new ones last', () => {
  const record = (id: string, happening: string, conflict = false): RecordChange => ({
    register: 'roster',
    title: '代表',
    id,
    name: id,
    happening,
    fields: [{ label: '电话', before: '', after: '1', conflict }],
  })
  const order = inOrder([
    record('new', 'new'),
    record('changed', 'changed'),
    record('voided', 'voided'),
    record('both', 'changed', true),
  ])
  expect(order.map((it) => it.id)).toEqual(['both', 'voided', 'changed', 'new'])
})

test('the same refusal is said once, with how often', () => {
  const refused = ['甲', '甲', '乙'].map((reason) => ({ register: '', id: '', device: '', reason }))
  expect(refusals({ refused } as unknown as PackageReport)).toEqual(['甲（2 条）', '乙（1 条）'])
})

test('a file says for whom and of which day it is; characters stand in groups', () => {
  expect(fileName(['苇塘村电脑'], '2026-11-24')).toBe('给苇塘村电脑-20261124.rdx')
  expect(fileName(['甲', '乙'], '2026-11-24')).toBe('给甲等-20261124.rdx')
  expect(groupsOf('ABCD-EFGH')).toEqual(['ABCD', 'EFGH'])
})
