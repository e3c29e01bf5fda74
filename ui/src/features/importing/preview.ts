// The preview of an import: rows with something to say first, each fault at its cell.
import type { Decision } from '@/platform/generated/Decision'
import type { DuplicateLine } from '@/platform/generated/DuplicateLine'
import type { FindingLine } from '@/platform/generated/FindingLine'
import type { ImportReport } from '@/platform/generated/ImportReport'
import type { RowDecision } from '@/platform/generated/RowDecision'

/** One cell of the preview. */
export interface PreviewCell {
  text: string
  /** What the sheet says, where that does not come in as it stands. */
  finding: FindingLine | null
}

/** One row of the preview with all there is to say about it. */
export interface PreviewLine {
  row: number
  what: string
  cells: PreviewCell[]
  findings: FindingLine[]
  duplicate: DuplicateLine | null
  rejected: string | null
}

const names: Record<string, string> = {
  new: '新增',
  updated: '更新',
  unchanged: '没有变化',
  duplicate: '可能重复',
  rejected: '不能导入',
}

/** How a row's fate is called. */
export function nameOf(what: string): string {
  return names[what] ?? what
}

/** Every row of the preview, in the sheet's order, also those beyond the rows that were sent. */
export function linesOf(report: ImportReport): PreviewLine[] {
  const findings = grouped(report.findings)
  const duplicates = new Map(report.duplicates.map((it) => [it.row, it]))
  const rejected = new Map(report.rejected.map((it) => [it.row, it.reason]))
  const sent = new Map(report.preview.map((it) => [it.row, it]))
  const rows = new Set([
    ...sent.keys(),
    ...findings.keys(),
    ...duplicates.keys(),
    ...rejected.keys(),
  ])
  return [...rows]
    .sort((a, b) => a - b)
    .map((row) => {
      const said = findings.get(row) ?? []
      const what = rejected.has(row) ? 'rejected' : duplicates.has(row) ? 'duplicate' : 'new'
      return {
        row,
        what: sent.get(row)?.what ?? what,
        cells: report.columns.map((column, place) => ({
          text: sent.get(row)?.cells[place] ?? '',
          finding: said.find((it) => it.column === column.header) ?? null,
        })),
        findings: said,
        duplicate: duplicates.get(row) ?? null,
        rejected: rejected.get(row) ?? null,
      }
    })
}

/** Whether the clerk should look at this row. */
export function isDoubtful(line: PreviewLine): boolean {
  return line.findings.length > 0 || line.duplicate !== null || line.rejected !== null
}

/** Which rows of the preview are looked at. */
export type PreviewFilter = 'doubtful' | 'all' | 'duplicate' | 'finding' | 'rejected' | 'updated'

/** The rows that a filter shows. */
export function filtered(lines: PreviewLine[], filter: PreviewFilter): PreviewLine[] {
  switch (filter) {
    case 'all':
      return lines
    case 'doubtful':
      return lines.filter(isDoubtful)
    case 'duplicate':
      return lines.filter((it) => it.duplicate !== null)
    case 'finding':
      return lines.filter((it) => it.findings.length > 0)
    case 'rejected':
      return lines.filter((it) => it.rejected !== null)
    case 'updated':
      return lines.filter((it) => it.what === 'updated')
  }
}

/** Possible duplicates that nobody has decided yet. */
export function undecided(report: ImportReport, decisions: Map<number, Decision>): number {
  return report.duplicates.filter((it) => !decisions.has(it.row)).length
}

/** What stands in a column, so that the clerk knows which it is. */
export function sampleOf(report: ImportReport, column: number): string {
  return report.preview.find((it) => it.cells[column])?.cells[column] ?? ''
}

/** How many records come in, with the clerk's decisions so far. */
export function comingIn(report: ImportReport, decisions: Map<number, Decision>): number {
  const decided = report.duplicates.filter((it) => (decisions.get(it.row) ?? 'skip') !== 'skip')
  return report.new + report.updated + decided.length
}

/** The decisions as a command takes them. */
export function decisionsOf(decisions: Map<number, Decision>): RowDecision[] {
  return [...decisions].map(([row, decision]) => ({ row, decision }))
}

function grouped(findings: FindingLine[]): Map<number, FindingLine[]> {
  const groups = new Map<number, FindingLine[]>()
  for (const it of findings) groups.set(it.row, [...(groups.get(it.row) ?? []), it])
  return groups
}

/** 代表小组：甲、代表小组：乙 … as “代表小组 2 个（甲、乙）”; long lists end with 等. */
export function madeInShort(made: string[]): string {
  const kinds = new Map<string, string[]>()
  for (const it of made) {
    const cut = it.indexOf('：')
    const kind = cut < 0 ? '' : it.slice(0, cut)
    kinds.set(kind, [...(kinds.get(kind) ?? []), it.slice(cut + 1)])
  }
  return [...kinds]
    .map(([kind, names]) => {
      const some = names.slice(0, 5).join('、') + (names.length > 5 ? ' 等' : '')
      return kind ? `${kind} ${names.length} 个（${some}）` : some
    })
    .join('，')
}
