/** What the founding page asks. */
export interface FoundingDraft {
  office: string
  area: string
  term: string
  clerk: string
}

/** Sentences by field. */
export type FoundingFaults = Partial<Record<keyof FoundingDraft, string>>

/** What still stands in the way of founding; the core judges again. */
export function faultsOf(draft: FoundingDraft): FoundingFaults {
  const faults: FoundingFaults = {}
  if (!draft.office.trim()) faults.office = '请填写单位名称'
  const digits = draft.area.replace(/\s/g, '')
  if (digits && !/^(\d{6}|\d{9}|\d{12})$/.test(digits)) {
    faults.area = `现在是 ${digits.length} 位，应为 6 位（到县）、9 位（到乡镇）或 12 位；不清楚可以先空着`
  }
  if (!draft.term.trim()) faults.term = '请填写届次，如“第十九届”'
  return faults
}
