// Where an item of 今天要办什么 leads.
import type { RouteLocationRaw } from 'vue-router'
import { placeOf } from '@/frame/targets'
import type { DueItem } from '@/platform/generated/DueItem'
import { queryOf, viewOf } from '../register/list-request'
import { listOf } from '../settling/path'

/** The record, the list or the page that an item opens; `null` where it only reminds. */
export function opened(item: DueItem): RouteLocationRaw | null {
  if (item.target) return placeOf(item.target)
  if (!item.register) return null
  const params = { register: item.register }
  // What an import could not take over is gone through one by one.
  if (item.unsettled && !item.id)
    return listOf({ register: item.register, file: null, toFill: true })
  if (item.id) return { name: 'record', params: { ...params, id: item.id } }
  const filters = (item.conditions ?? []).map(({ field, value }) => ({
    field,
    how: 'any_of' as const,
    values: [value],
  }))
  return {
    name: 'register',
    params,
    query: queryOf({ ...viewOf({}), unsettled: item.unsettled, filters }),
  }
}
