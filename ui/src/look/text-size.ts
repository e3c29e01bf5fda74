// Text size and contrast: kept by the program on this PC, since the browser host's address changes
// with each start and takes the browser's own memory with it.
import { ref } from 'vue'
import { asRefusal, commands } from '@/platform'
import type { Look } from '@/platform/generated/Look'

/** Text sizes offered, in pixels, with their names. */
export const textSizes = [
  { size: 16, name: '标准' },
  { size: 18, name: '大' },
  { size: 22, name: '特大' },
] as const

/** The size in use. */
export const textSize = ref<number>(16)

/** 高对比 is in use. */
export const highContrast = ref(false)

/** Sets and remembers the size of all text. */
export async function chooseTextSize(size: number): Promise<void> {
  await choose({ text: size, contrast: highContrast.value })
}

/** Sets and remembers the contrast. */
export async function chooseContrast(contrast: boolean): Promise<void> {
  await choose({ text: textSize.value, contrast })
}

/** One size up or down; stays at either end. */
export async function stepTextSize(step: 1 | -1): Promise<void> {
  const at = textSizes.findIndex((it) => it.size === textSize.value)
  const next = textSizes[at + step]
  if (next) await chooseTextSize(next.size)
}

/** Puts a look on the page. */
export function applyLook(look: Look): void {
  textSize.value = look.text
  highContrast.value = look.contrast
  const page = document.documentElement
  page.dataset.text = String(look.text)
  page.dataset.contrast = look.contrast ? 'high' : 'normal'
}

async function choose(look: Look): Promise<void> {
  applyLook(look)
  try {
    applyLook(await commands.set_look(look))
  } catch (thrown) {
    // The page looks as wanted; that it is not remembered is no reason to interrupt.
    console.warn(asRefusal(thrown).message)
  }
}
