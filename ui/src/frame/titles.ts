// What the window is called: the page, never a person's name, since titles stand in the task bar.
import type { RouteMeta } from 'vue-router'
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'

const parts: Record<string, string> = {
  'book-pages': '簿页签字',
  new: '新增',
  record: '登记',
  import: '导入',
  join: '查重',
  matter: '办理经过',
}

/** The title of a page. */
export function titleOf(
  route: { name?: unknown; meta: RouteMeta; params: Record<string, unknown> },
  registers: RegisterInfo[],
): string {
  if (route.meta.title) return route.meta.title
  const register = registers.find((it) => it.key === route.params.register)
  if (!register) return '台账'
  const part = parts[String(route.name)]
  return part ? `${register.title} ${part}` : register.title
}
