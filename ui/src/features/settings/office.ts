// The office's profile and its terms, as the settings edit them.
import type { FieldSchema } from '@/platform/generated/FieldSchema'

/** What differs from the record, for saving. */
export function changesOf(
  before: Record<string, string | undefined>,
  now: Record<string, string>,
): Record<string, string> {
  return Object.fromEntries(
    Object.entries(now).filter(([key, text]) => text.trim() !== (before[key] ?? '')),
  )
}

/** Fields that a person fills in here; how the books are called is chosen beside their titles. */
export function editable(fields: FieldSchema[]): FieldSchema[] {
  return fields.filter((it) => it.editable && !it.hidden && it.key !== 'scheme')
}
