import type { LocationQuery, LocationQueryRaw } from 'vue-router'
import type { ListRequest } from '@/platform/generated/ListRequest'
import type { Schema } from '@/platform/generated/Schema'

/** Rows on one page of a list. */
export const pageSize = 50

/** What the list shows; kept in the address, so that “back” leads to the same place. */
export interface ListView {
  search: string
  order: string
  page: number
  voided: boolean
  unsettled: boolean
}

/** Orders of names, as offices call them. */
export const nameOrders = ['姓名笔画', '姓氏笔画', '拼音'] as const

/** The orders that a register offers; the first is its own. */
export function ordersOf(schema: Schema): string[] {
  const byName = schema.fields.find((it) => it.key === schema.name_field)?.sort === 'name'
  const fields = schema.fields.filter((it) => it.listed && !it.hidden).map((it) => it.label)
  return byName ? [...nameOrders, ...fields.filter((it) => it !== '姓名')] : fields
}

/** Reads the view from the address. */
export function viewOf(query: LocationQuery): ListView {
  return {
    search: String(query.q ?? ''),
    order: String(query.order ?? ''),
    page: Math.max(1, Number(query.page) || 1),
    voided: query.voided === '1',
    unsettled: query.unsettled === '1',
  }
}

/** Writes the view into the address. */
export function queryOf(view: ListView): LocationQueryRaw {
  return {
    q: view.search || undefined,
    order: view.order || undefined,
    page: view.page > 1 ? String(view.page) : undefined,
    voided: view.voided ? '1' : undefined,
    unsettled: view.unsettled ? '1' : undefined,
  }
}

/** The request for one page of the view. */
export function requestOf(register: string, view: ListView): ListRequest {
  return {
    register,
    where: [],
    search: view.search || null,
    order: view.order || null,
    descending: false,
    limit: pageSize,
    offset: (view.page - 1) * pageSize,
    voided: view.voided,
    unsettled: view.unsettled,
  }
}
