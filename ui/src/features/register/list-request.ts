import type { LocationQuery, LocationQueryRaw, RouteLocationRaw } from 'vue-router'
import type { ColumnFilter } from '@/platform/generated/ColumnFilter'
import type { FilterHow } from '@/platform/generated/FilterHow'
import type { ListRequest } from '@/platform/generated/ListRequest'
import type { Schema } from '@/platform/generated/Schema'

/** Rows on one page of a list. */
export const pageSize = 50

/** What the list shows; kept in the address, so that “back” leads to the same place. */
export interface ListView {
  search: string
  order: string
  descending: boolean
  page: number
  voided: boolean
  unsettled: boolean
  filters: ColumnFilter[]
}

/** Orders of names, as offices call them. */
export const nameOrders = ['姓名笔画', '姓氏笔画', '拼音'] as const

/** Orders that no column stands for; the others are a click on the column's heading. */
export function ordersOf(schema: Schema): string[] {
  const byName = schema.fields.find((it) => it.key === schema.name_field)?.sort === 'name'
  return byName ? [...nameOrders] : []
}

/** Reads the view from the address. */
export function viewOf(query: LocationQuery): ListView {
  return {
    search: String(query.q ?? ''),
    order: String(query.order ?? ''),
    descending: query.down === '1',
    page: Math.max(1, Number(query.page) || 1),
    voided: query.voided === '1',
    unsettled: query.unsettled === '1',
    filters: filtersOf(query.f),
  }
}

/** Writes the view into the address. */
export function queryOf(view: ListView): LocationQueryRaw {
  return {
    q: view.search || undefined,
    order: view.order || undefined,
    down: view.descending ? '1' : undefined,
    page: view.page > 1 ? String(view.page) : undefined,
    voided: view.voided ? '1' : undefined,
    unsettled: view.unsettled ? '1' : undefined,
    f: view.filters.length > 0 ? JSON.stringify(view.filters.map(packed)) : undefined,
  }
}

/** A filter by exact values. */
export function anyOf(field: string, ...values: string[]): ColumnFilter {
  return { field, how: 'any_of', values }
}

/** The filters of conditions: values of one field are alternatives. */
export function matching(conditions: { field: string; value: string }[]): ColumnFilter[] {
  const fields = [...new Set(conditions.map((it) => it.field))]
  return fields.map((field) =>
    anyOf(field, ...conditions.filter((it) => it.field === field).map((it) => it.value)),
  )
}

/** The list of a register with these filters. */
export function listOf(
  register: string,
  filters: ColumnFilter[],
  more: Partial<ListView> = {},
): RouteLocationRaw {
  const query = queryOf({ ...viewOf({}), ...more, filters })
  return { name: 'register', params: { register }, query }
}

/** The request for one page of the view. */
export function requestOf(register: string, view: ListView): ListRequest {
  return {
    register,
    where: [],
    filters: view.filters,
    search: view.search || null,
    order: view.order || null,
    descending: view.descending,
    limit: pageSize,
    offset: (view.page - 1) * pageSize,
    voided: view.voided,
    unsettled: view.unsettled,
  }
}

/** The request for everything that the view finds. */
export function wholeOf(register: string, view: ListView): ListRequest {
  return { ...requestOf(register, view), limit: null, offset: 0 }
}

/** A request as far as it says which rows there are, not where they stand. */
export function rowsOf(request: ListRequest): string {
  return JSON.stringify({ ...request, order: null, descending: false, limit: null, offset: 0 })
}

/** Whether the view shows less than the whole register. */
export function isNarrowed(view: ListView): boolean {
  return view.search !== '' || view.unsettled || view.filters.length > 0
}

/** The filters with this one in place of what its column had; `null` takes it off. */
export function withFilter(
  filters: ColumnFilter[],
  field: string,
  filter: ColumnFilter | null,
): ColumnFilter[] {
  const others = filters.filter((it) => it.field !== field)
  return filter ? [...others, filter] : others
}

const hows: FilterHow[] = ['any_of', 'contains', 'between', 'filled']

function packed(filter: ColumnFilter): string[] {
  return [filter.field, filter.how, ...filter.values]
}

// An address may have been cut or written by hand: what cannot be read is passed over.
function filtersOf(text: unknown): ColumnFilter[] {
  if (typeof text !== 'string' || text === '') return []
  try {
    const list: unknown = JSON.parse(text)
    if (!Array.isArray(list)) return []
    return list.flatMap((it: unknown) => {
      if (!Array.isArray(it)) return []
      const [field, how, ...values] = it.map(String)
      const known = hows.find((one) => one === how)
      return field && known ? [{ field, how: known, values }] : []
    })
  } catch {
    return []
  }
}
