// What is written about those who were not simply there, and the figures that follow from it.
import { asPercent } from '@/frame/percent'
import type { AttendanceMark } from '@/platform/generated/AttendanceMark'
import type { AttendanceRow } from '@/platform/generated/AttendanceRow'
import { AttendanceState } from '@/platform/generated/words'

/** Words with which somebody counts as away. */
const away = new Set<string>([AttendanceState.OnLeave, AttendanceState.Absent])

/** Figures of a sheet. */
export interface Figures {
  expected: number
  present: number
  onLeave: number
  absent: number
  /** 93.8%, empty where nobody was expected. */
  rate: string
}

/** Counts the sheet as it stands on the page. */
export function figuresOf(rows: AttendanceRow[]): Figures {
  const count = (state: string) => rows.filter((it) => it.state === state).length
  const present = rows.filter((it) => !away.has(it.state)).length
  const share = rows.length === 0 ? '' : asPercent((present / rows.length) * 100)
  return {
    expected: rows.length,
    present,
    onLeave: count(AttendanceState.OnLeave),
    absent: count(AttendanceState.Absent),
    rate: share,
  }
}

/** The rows that say something else than before. */
export function changedMarks(before: AttendanceRow[], now: AttendanceRow[]): AttendanceMark[] {
  const known = new Map(before.map((it) => [it.deputy, it]))
  return now
    .filter((it) => {
      const was = known.get(it.deputy)
      return (
        !was ||
        was.by_leave ||
        ['state', 'reason', 'approver', 'speech'].some(
          (key) => was[key as 'state'] !== it[key as 'state'],
        )
      )
    })
    .map(({ deputy, state, reason, approver, speech }) => ({
      deputy,
      state,
      reason,
      approver,
      speech,
    }))
}
