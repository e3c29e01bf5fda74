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
  /** Which record of the import it is. */
  at: number
  row: number
  /** The sheet, where it is not the one read first. */
  sheet: string | null
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
  const duplicates = new Map(report.duplicates.map((it) => [it.at, it]))
  const rejected = new Map(report.rejected.map((it) => [it.at, it]))
  const sent = new Map(report.preview.map((it) => [it.at, it]))
  const places = new Set([
    ...sent.keys(),
    ...findings.keys(),
    ...duplicates.keys(),
    ...rejected.keys(),
  ])
  return [...places]
    .sort((a, b) => a - b)
    .map((at) => {
      const said = findings.get(at) ?? []
      const what = rejected.has(at) ? 'rejected' : duplicates.has(at) ? 'duplicate' : 'new'
      const line = sent.get(at) ?? rejected.get(at) ?? duplicates.get(at) ?? said[0]
      return {
        at,
        row: line?.row ?? at,
        sheet: (sent.get(at) ?? rejected.get(at) ?? said[0])?.sheet ?? null,
        what: sent.get(at)?.what ?? what,
        cells: report.columns.map((column, place) => ({
          text: sent.get(at)?.cells[place] ?? '',
          finding: said.find((it) => it.column === column.header) ?? null,
        })),
        findings: said,
        duplicate: duplicates.get(at) ?? null,
        rejected: rejected.get(at)?.reason ?? null,
      }
    })
}

/** Where a line stands: 第 3 行, with its sheet where that is another. */
export function placeOf(line: { row: number; sheet?: string | null }): string {
  return line.sheet ? `“${line.sheet}”第 ${line.row} 行` : `第 ${line.row} 行`
}

/** Sheets with a table of this register that were not read. */
export function furtherSheets(report: ImportReport): string[] {
  return report.left_out.filter((it) => it.table).map((it) => it.sheet)
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
  return report.duplicates.filter((it) => !decisions.has(it.at)).length
}

/** What stands in a column, so that the clerk knows which it is. */
export function sampleOf(report: ImportReport, column: number): string {
  return report.preview.find((it) => it.cells[column])?.cells[column] ?? ''
}

/** How many records come in, with the clerk's decisions so far: a row that goes into another row of
 * the same sheet makes none of its own. */
export function comingIn(report: ImportReport, decisions: Map<number, Decision>): number {
  const decided = report.duplicates.filter((it) => {
    const decision = decisions.get(it.at) ?? 'skip'
    return decision === 'new' || (decision === 'update' && typeof it.of !== 'number')
  })
  return report.new + report.updated + decided.length
}

/** The decisions as a command takes them. */
export function decisionsOf(decisions: Map<number, Decision>): RowDecision[] {
  return [...decisions].map(([at, decision]) => ({ row: at, decision }))
}

function grouped(findings: FindingLine[]): Map<number, FindingLine[]> {
  const groups = new Map<number, FindingLine[]>()
  for (const it of findings) groups.set(it.at, [...(groups.get(it.at) ?? []), it])
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
