// What the exchange page says of PCs and packages: who is overdue, what comes first, in words.
import type { DeviceLine } from '@/platform/generated/DeviceLine'
import type { PackageLine } from '@/platform/generated/PackageLine'
import type { PackageReport } from '@/platform/generated/PackageReport'
import type { RecordChange } from '@/platform/generated/RecordChange'

/** A PC that was not heard of for more days than this is overdue: a month. */
export const longest = 31

/**
 * The PCs that this one exchanges files with: all for a PC of the office; for a village station's PC
 * those of the office alone, since only they pass on what it writes.
 */
export function partnersOf(devices: DeviceLine[]): DeviceLine[] {
  const own = devices.find((it) => it.own)
  return devices.filter(
    (it) => !it.own && !it.revoked && (own?.kind !== 'station' || it.kind === 'pc'),
  )
}

/** What is said about a PC that has been silent; `null` where all is well. */
export function silenceOf(it: DeviceLine): string | null {
  if (it.own || it.revoked) return null
  const days = it.silent_days ?? 0
  if (it.last_received === undefined)
    return days > longest ? `入网 ${days} 天，还没有收到过它的` : null
  return days > longest ? `${days} 天没有消息` : null
}

/** What a PC has not been given yet, as far as is known. */
export function lackOf(it: DeviceLine): string {
  if (it.lacks === 0) return '没有新内容'
  return it.last_sent === undefined
    ? `从头都没有给过（${it.lacks} 处）`
    : `有 ${it.lacks} 处新内容它还没有`
}

/** What sort of PC it is. */
export function sortOf(it: DeviceLine): string {
  return it.kind === 'station' ? it.station || '村站' : '办公室'
}

/** What became of a package, and how it looks. */
export function stateOf(it: PackageLine): { word: string; tone: string } {
  const states: Record<string, { word: string; tone: string }> = {
    sent: { word: '已发出', tone: 'note' },
    applied: { word: '已接收', tone: 'fine' },
    undone: { word: '已退出', tone: 'soon' },
    returned: { word: '已退回', tone: 'late' },
  }
  return states[it.state] ?? { word: it.state, tone: 'plain' }
}

/** The newest package that was received and brought something: the one that can go out again. */
export function newestReceived(packages: PackageLine[]): PackageLine | null {
  return packages.find((it) => !it.sent && it.state === 'applied' && it.changes > 0) ?? null
}

/** What happens to a record, in a word, and how it looks. */
export function happeningOf(it: RecordChange): { word: string; tone: string } {
  const happenings: Record<string, { word: string; tone: string }> = {
    new: { word: '新增', tone: 'fine' },
    changed: { word: '修改', tone: 'note' },
    voided: { word: '作废', tone: 'late' },
    restored: { word: '恢复', tone: 'note' },
  }
  return happenings[it.happening] ?? { word: it.happening, tone: 'plain' }
}

const inTurn = ['voided', 'changed', 'restored', 'new']

/** What a person should look at first stands first: what is in conflict, what vanishes, what changes. */
export function inOrder(records: RecordChange[]): RecordChange[] {
  const turn = (it: RecordChange): number =>
    it.fields.some((field) => field.conflict) ? -1 : inTurn.indexOf(it.happening)
  return [...records].sort((a, b) => turn(a) - turn(b))
}

/** How many records a package touches. */
export function touched(report: PackageReport): number {
  return report.new + report.changed + report.voided + report.restored
}

/** Refused changes as sentences, each once, with how often it was said. */
export function refusals(report: PackageReport): string[] {
  const times = new Map<string, number>()
  for (const it of report.refused) times.set(it.reason, (times.get(it.reason) ?? 0) + 1)
  return [...times].map(([reason, count]) => `${reason}（${count} 条）`)
}

/** The name that a package is saved under. */
export function fileName(to: string[], today: string): string {
  const day = today.replaceAll('-', '')
  const [first = '', ...others] = to
  return `给${first}${others.length > 0 ? '等' : ''}-${day}.rdx`
}
