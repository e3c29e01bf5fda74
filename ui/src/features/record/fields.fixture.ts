import type { FieldSchema } from '@/platform/generated/FieldSchema'

/** A plain field of one line, for tests. */
export function fieldNamed(key: string, more: Partial<FieldSchema> = {}): FieldSchema {
  return {
    key,
    label: key,
    called: null,
    sort: 'text',
    choices: [],
    serial: false,
    offered: null,
    makes: false,
    readings: [],
    register: null,
    need: 'optional',
    sensitive: false,
    hint: '',
    listed: true,
    printed: true,
    hidden: false,
    raw: false,
    editable: true,
    section: null,
    full_line: false,
    summed: false,
    step_first: false,
    decided: null,
    ...more,
  }
}
