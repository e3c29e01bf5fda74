// Telephone and identity numbers are covered until somebody asks to see them: the screen of an
// office is seen by visitors too.
import type { FieldSchema } from '@/platform/generated/FieldSchema'

/** Whether the field's text is covered at first. */
export function isCovered(field: FieldSchema, text: string): boolean {
  return (
    field.sensitive && (field.sort === 'phone' || field.sort === 'id_number') && text.length > 4
  )
}

/** 199****2345; of an identity number the first six and the last four. */
export function covered(field: FieldSchema, text: string): string {
  const [front, back] = field.sort === 'id_number' ? [6, 4] : [3, 4]
  if (text.length <= front + back)
    return `${'*'.repeat(Math.max(0, text.length - 2))}${text.slice(-2)}`
  return text.slice(0, front) + '*'.repeat(text.length - front - back) + text.slice(-back)
}
