/** What the founding page asks. */
export interface FoundingDraft {
  office: string
  area: string
  term: string
  clerk: string
  password: string
  again: string
}

/** Sentences by field. */
export type FoundingFaults = Partial<Record<keyof FoundingDraft, string>>

/** What still stands in the way of founding; the core judges again. */
export function faultsOf(draft: FoundingDraft, withoutPassword: boolean): FoundingFaults {
  const faults: FoundingFaults = {}
  if (!draft.office.trim()) faults.office = '请填写单位名称'
  const digits = draft.area.trim()
  if (!digits) faults.area = '请填写行政区划代码'
  else if (!/^(\d{9}|\d{12})$/.test(digits)) {
    faults.area = `现在是 ${digits.length} 个字，应为 9 位或 12 位数字，请对照区划代码表检查`
  }
  if (!draft.term.trim()) faults.term = '请填写届次，如“第十九届”'
  if (!draft.clerk.trim()) faults.clerk = '请填写经办人姓名，每次登记都会记下是谁做的'
  if (!withoutPassword) {
    if (draft.password.length < 4) faults.password = '密码至少 4 位'
    if (draft.again !== draft.password) faults.again = '两次输入的密码不一样，请再输一遍'
  }
  return faults
}
