// Where an item of 今天要办什么 leads.
import type { RouteLocationRaw } from 'vue-router'
import { placeOf } from '@/frame/targets'
import type { DueItem } from '@/platform/generated/DueItem'
import { listOf, matching } from '../register/list-request'
import { settlingOf } from '../settling/path'

/** The record, the list or the page that an item opens; `null` where it only reminds. */
export function opened(item: DueItem): RouteLocationRaw | null {
  if (item.target) return placeOf(item.target)
  if (!item.register) return null
  // What an import could not take over is gone through one by one.
  if (item.unsettled && !item.id)
    return settlingOf({ register: item.register, file: null, toFill: true })
  if (item.id) return { name: 'record', params: { register: item.register, id: item.id } }
  return listOf(item.register, matching(item.conditions ?? []), { unsettled: item.unsettled })
}
