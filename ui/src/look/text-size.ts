import { ref } from 'vue'

/** Text sizes offered, in pixels, with their names. */
export const textSizes = [
  { size: 16, name: '标准' },
  { size: 18, name: '大' },
  { size: 22, name: '特大' },
] as const

const key = 'lvzhi.text'

/** The size in use. */
export const textSize = ref(remembered())

/** Sets and remembers the size of all text. */
export function chooseTextSize(size: number): void {
  textSize.value = size
  localStorage.setItem(key, String(size))
  applyTextSize()
}

/** Puts the remembered size on the page. */
export function applyTextSize(): void {
  document.documentElement.dataset.text = String(textSize.value)
}

function remembered(): number {
  const size = Number(localStorage.getItem(key))
  return textSizes.some((it) => it.size === size) ? size : 16
}
