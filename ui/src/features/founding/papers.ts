// The papers of a first day.
import { onMounted, ref, shallowRef, type Ref } from 'vue'
import { sayDone, sayRefused } from '@/frame/notices'
import { commands, host } from '@/platform'
import type { FormInfo } from '@/platform/generated/FormInfo'
import type { PrintRequest } from '@/platform/generated/PrintRequest'

/** A paper that an office needs at once. */
export interface FirstPaper {
  form: string
  word: string
  blank: boolean
}

export const firstPapers: FirstPaper[] = [
  { form: 'receptions', word: '打印空白登记簿', blank: true },
  { form: 'sign_in', word: '打印签到表', blank: false },
]

/** Printing them; `available` says whether this program has the form. */
export function usePapers(): {
  printing: Ref<string | null>
  print: (paper: FirstPaper) => Promise<void>
  available: (paper: FirstPaper) => boolean
} {
  const printing = ref<string | null>(null)
  const forms = shallowRef<FormInfo[]>([])

  async function print(paper: FirstPaper): Promise<void> {
    if (printing.value) return
    const title = forms.value.find((it) => it.key === paper.form)?.title ?? paper.word
    try {
      const out = await host.chooseTarget(`${title}.pdf`, { name: 'PDF', extensions: ['pdf'] })
      if (out === null) return
      printing.value = paper.form
      const request: Partial<PrintRequest> = { form: paper.form, blank: paper.blank, out }
      const printed = await commands.print(request as PrintRequest)
      await host.open(printed.path)
      sayDone(`${title}共 ${printed.pages} 页，已经打开`)
    } catch (thrown) {
      sayRefused(thrown)
    } finally {
      printing.value = null
    }
  }

  onMounted(async () => {
    try {
      forms.value = await commands.forms({})
    } catch (thrown) {
      sayRefused(thrown)
    }
  })

  return { printing, print, available: (paper) => forms.value.some((it) => it.key === paper.form) }
}
