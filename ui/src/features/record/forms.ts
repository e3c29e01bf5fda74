// Which printed forms show one record of a register.
import type { FormInfo } from '@/platform/generated/FormInfo'

/** The forms of a register that can show one record, hand-made ones first. */
export function formFor(forms: FormInfo[], register: string): FormInfo[] {
  return forms.filter((it) => it.key === register)
}
