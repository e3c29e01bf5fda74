// Pages that a register's list and its records lead to, besides those every register has.
import type { RouteLocationRaw } from 'vue-router'

/** A button over a list or a record. */
export interface Work {
  /** Part of its mark for tests, e.g. `work-day`. */
  key: string
  word: string
  to: RouteLocationRaw
  /** Its page is there to change what the office has, though its address says nothing of that. */
  writes?: boolean
  /** A way of entering that stands behind “更多录入方式”. */
  tucked?: boolean
}

const sampled = (register: string): Work => ({
  key: 'sample',
  word: '电话抽访',
  to: { name: 'sample', query: { register } },
})
const ticking: Work = { key: 'tick', word: '勾走访', to: { name: 'tick' } }
const planning: Work = { key: 'plan-days', word: '排接待日', to: { name: 'plan-days' } }

const ofLists: Record<string, Work[]> = {
  receptions: [
    {
      key: 'line',
      word: '一句话登记',
      tucked: true,
      to: { name: 'new', params: { register: 'receptions' }, query: { line: '1' } },
    },
    { key: 'day', word: '接待日录入', to: { name: 'day' } },
  ],
  reception_days: [{ key: 'day', word: '接待日录入', to: { name: 'day' } }, planning],
  reception_rules: [planning],
  rota_teams: [planning],
  opinions: [sampled('opinions')],
  suggestions: [sampled('suggestions')],
  electors: [ticking],
  contacts: [ticking],
  plans: [{ key: 'copy-plan', word: '复制上月计划', to: { name: 'copy-plan' } }],
  holiday_years: [
    {
      key: 'calendar',
      word: '载入放假安排',
      to: { name: 'settings', params: { part: 'calendar' } },
      writes: true,
    },
  ],
}

const attended =
  (register: string) =>
  (id: string): Work[] => [
    { key: 'attendance', word: '签到', to: { name: 'attendance', params: { register, id } } },
  ]

const ofRecords: Record<string, (id: string) => Work[]> = {
  reception_days: (id) => [
    { key: 'day', word: '登记来访人', to: { name: 'day', query: { day: id } } },
    { key: 'notice', word: '拟公告', to: { name: 'day-notice', params: { id } } },
  ],
  activities: attended('activities'),
  meetings: attended('meetings'),
  congresses: attended('congresses'),
  sitting: attended('sitting'),
  plans: (id) => [
    { key: 'copy-plan', word: '复制到下个月', to: { name: 'copy-plan', query: { plan: id } } },
  ],
}

/** What a register's list leads to. */
export function worksOfList(register: string): Work[] {
  return ofLists[register] ?? []
}

/** What one of its records leads to. */
export function worksOfRecord(register: string, id: string): Work[] {
  return ofRecords[register]?.(id) ?? []
}
