// A history's lines by the operation that they belong to.
import type { HistoryLine } from '@/platform/generated/HistoryLine'
import type { RecordView } from '@/platform/generated/RecordView'

/** One named act and what it changed in the record. */
export interface HistoryOperation {
  operation: string
  title: string
  when: string
  who: string
  device: string
  source: string
  lines: HistoryLine[]
}

/** Lines grouped by operation, in the order they come (newest first); within one as the form's fields stand, then what stands inside the record. */
export function operationsIn(lines: HistoryLine[], form: string[]): HistoryOperation[] {
  const groups = new Map<string, HistoryOperation>()
  for (const line of lines) {
    const known = groups.get(line.operation)
    if (known) known.lines.push(line)
    else {
      const { operation, title, when, who, device, source } = line
      groups.set(operation, { operation, title, when, who, device, source, lines: [line] })
    }
  }
  const place = (line: HistoryLine) =>
    line.part === '' ? form.indexOf(line.key) + 1 || form.length + 1 : form.length + 2
  for (const it of groups.values()) it.lines.sort((a, b) => place(a) - place(b))
  return [...groups.values()]
}

/** The fields that a history speaks of, for choosing one. */
export function fieldsIn(lines: HistoryLine[]): string[] {
  return [...new Set(lines.map((it) => `${it.part} ${it.field}`.trim()))].sort((a, b) =>
    a.localeCompare(b, 'zh'),
  )
}

/** Whether the field says this now: then there is nothing to put back. */
export function standsNow(line: HistoryLine, text: string, record: RecordView | null): boolean {
  if (record === null) return false
  if (line.part === '') {
    return line.key === '_void'
      ? (record.voided ?? '') === text
      : (record.values[line.key] ?? '') === text
  }
  const rows = record.parts.find((it) => it.register === line.register)?.rows ?? []
  const row = rows.find((it) => it.id === line.id)
  if (row)
    return line.key === '_void'
      ? (row.voided ?? '') === text
      : (row.values[line.key] ?? '') === text
  const file = record.attachments.find((it) => it.id === line.id)
  if (!file) return false
  const texts: Record<string, string> = {
    name: file.name,
    sort: file.sort,
    place: file.place,
    _void: file.voided ?? '',
  }
  return (texts[line.key] ?? text) === text
}
