// Steps that are taken together: their fields, what the program foresees for them, and the papers
// that are printed on the way.
import { host, commands } from '@/platform'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import type { FaultAt } from '@/platform/generated/FaultAt'
import type { FormInfo } from '@/platform/generated/FormInfo'
import type { Foreseen } from '@/platform/generated/Foreseen'
import type { StepView } from '@/platform/generated/StepView'
import { firstWish, requestOf } from '@/features/printing/request'
import { useDraft, type Draft } from './draft'

/** A step among those taken together, with what is written for it. */
export interface Part {
  step: StepView
  draft: Draft
  /** By field: the record from which its value was proposed. */
  from: Record<string, string>
  warnings: string[]
}

/** The parts of a run, each with what stands in its fields already. */
export function partsOf(steps: StepView[], keys: string[]): Part[] {
  return keys.flatMap((key) => {
    const step = steps.find((it) => it.key === key)
    if (!step) return []
    const draft = useDraft()
    draft.follow(step.values)
    return [{ step, draft, from: {}, warnings: [] }]
  })
}

/** What was written, by step. */
export function writtenIn(parts: Part[]): Record<string, Record<string, string>> {
  return Object.fromEntries(parts.map((it) => [it.step.key, it.draft.sent()]))
}

/**
 * Takes over what the program foresees. A proposed value is written into an empty field; proposals are
 * asked for once, so what the clerk took out again stays out.
 */
export function follow(parts: Part[], foreseen: Foreseen): void {
  for (const part of parts) {
    const seen = foreseen.steps.find((it) => it.step === part.step.key)
    if (!seen) continue
    // What was written is foreseen as well; it stays written, so that it is sent.
    const written = part.draft.edits.value
    const others = Object.entries(seen.values).filter(([key]) => !(key in written))
    part.draft.follow({ ...part.step.values, ...Object.fromEntries(others) })
    part.warnings = seen.warnings
    for (const it of seen.proposed) {
      if (it.field in part.from || part.draft.text(it.field) !== '') continue
      part.from[it.field] = it.from
      part.draft.write(it.field, it.text)
    }
  }
}

/** The fields that are shown at first: what the step cannot do without, and what has a value. */
export function foremost(part: Part): FieldSchema[] {
  return part.step.fields.filter((it) => it.need !== 'optional' || part.draft.text(it.key) !== '')
}

/** The faults of one step; those of several come as `step/field`. */
export function faultsOf(part: Part, faults: FaultAt[]): FaultAt[] {
  const begin = `${part.step.key}/`
  return faults.flatMap((it) =>
    it.field.startsWith(begin) ? [{ ...it, field: it.field.slice(begin.length) }] : [],
  )
}

/** The papers that belong to these steps. */
export function papersAt(forms: FormInfo[], register: string, steps: string[]): FormInfo[] {
  return forms.filter(
    (it) => it.register === register && it.step !== null && steps.includes(it.step),
  )
}

/** Makes a paper of one record and opens it where it is printed from. */
export async function printPaper(form: FormInfo, record: string): Promise<void> {
  const preset = { record }
  const out = host.scratch(`${form.title}.pdf`)
  await commands.print({ ...requestOf(form, null, firstWish(form, null, preset), preset), out })
  if ('handle' in out) await host.open(out.handle)
}
