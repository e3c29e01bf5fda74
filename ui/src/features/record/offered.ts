// What is known before an empty form is filled in.
import type { Schema } from '@/platform/generated/Schema'

/**
 * What stands in an empty form, by field: today, the clerk, the term. Where a record is named that
 * says them itself (a reception day), its word goes before and nothing is offered.
 */
export function offeredOn(
  schema: Pick<Schema, 'offered' | 'taken'> | null,
  text: (key: string) => string,
): Record<string, string> {
  if (schema === null) return {}
  const { taken } = schema
  const told = taken !== null && text(taken.from) !== '' ? new Set(taken.fields) : new Set<string>()
  return Object.fromEntries(
    Object.entries(schema.offered).filter(
      (it): it is [string, string] => it[1] !== undefined && !told.has(it[0]),
    ),
  )
}
