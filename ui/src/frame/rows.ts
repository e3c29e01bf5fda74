// Rows of a register for choosers and cards, as against the list that a person pages through.
import { commands } from '@/platform'
import type { ListRequest } from '@/platform/generated/ListRequest'
import type { ListRow } from '@/platform/generated/ListRow'

/** Everything that stands in a register, in its own order; `more` narrows or orders it. */
export function listOf(register: string, more: Partial<ListRequest> = {}): ListRequest {
  return {
    register,
    where: [],
    search: null,
    order: null,
    descending: false,
    limit: null,
    offset: 0,
    voided: false,
    unsettled: false,
    ...more,
  }
}

/** The rows themselves. */
export async function rowsOf(
  register: string,
  more: Partial<ListRequest> = {},
): Promise<ListRow[]> {
  return (await commands.list(listOf(register, more))).rows
}

/** The names in a short register, to choose one from. */
export async function namesIn(register: string): Promise<string[]> {
  const rows = await rowsOf(register)
  return rows.map((it) => it.values.name ?? '').filter(Boolean)
}
