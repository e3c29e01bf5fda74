// 常用入口: what an office does most, each on Alt with a digit, from wherever one is.
import type { RouteLocationRaw } from 'vue-router'
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'
import type { NamedRoute } from '@/frame/navigation'

/** A big button of the home page. */
export interface Shortcut {
  key: string
  word: string
  to: RouteLocationRaw
}

/** The most that there are. */
export const most = 8

/** New entries by the register's key, as offices call them. */
const entries: Record<string, string> = {
  receptions: '登记来访',
  activities: '登记活动',
  opinions: '登记意见建议',
  suggestions: '登记代表建议',
  contacts: '登记联系选民',
  meetings: '登记会议',
  leaves: '登记请假',
  plans: '写月工作计划',
  tasks: '登记任务',
  reception_days: '安排接待日',
  motions: '登记议案',
  roster: '新增代表',
}

/** Which stand there unless the office chose others, in this order. */
const usual = [
  'new/receptions',
  'new/opinions',
  'new/suggestions',
  'new/activities',
  'new/contacts',
  'list/roster',
  'import/roster',
  'page/inspection',
  'page/exchange',
  'page/stats',
  'new/roster',
  'list/stations',
  'page/operations',
]

/** Everything that can stand there. */
export function allShortcuts(registers: RegisterInfo[], routes: NamedRoute[]): Shortcut[] {
  const all: Shortcut[] = []
  const has = (page: string) => routes.some((it) => it.name === page)
  for (const { key, title, kept_here } of registers) {
    const params = { register: key }
    if (kept_here && entries[key] && has('new'))
      all.push({ key: `new/${key}`, word: entries[key], to: { name: 'new', params } })
    all.push({ key: `list/${key}`, word: title, to: { name: 'register', params } })
    if (kept_here && has('import'))
      all.push({ key: `import/${key}`, word: `导入${title}`, to: { name: 'import', params } })
  }
  for (const route of routes) {
    const word = route.meta.menu?.word ?? route.meta.title
    if (typeof route.name === 'string' && word && route.name !== 'home') {
      all.push({ key: `page/${route.name}`, word, to: { name: route.name } })
    }
  }
  return all
}

/** The ones that stand there: the office's own choice, else the usual ones that exist. */
export function shortcutsOf(
  chosen: string[] | null,
  registers: RegisterInfo[],
  routes: NamedRoute[],
): Shortcut[] {
  const all = allShortcuts(registers, routes)
  const find = (key: string) => all.find((it) => it.key === key)
  return (chosen ?? usual).flatMap((key) => find(key) ?? []).slice(0, most)
}
