// What the core says about a row, as its mark at the head of the line.
import type { RowWord } from '@/platform/generated/RowWord'

const fates: Record<RowWord['fate'], [mark: string, look: string, said: string]> = {
  new: ['新增', 'fine', '保存后新增一条'],
  changed: ['修改', 'note', '保存后修改这一条'],
  same: ['', '', ''],
  refused: ['不能存', 'late', '这一行还不能保存'],
  waits: ['有误', 'late', '有误的格子改好以前，这一行不保存'],
}

/** Mark, look and sentence of a row; empty while nothing is said about it. */
export function fateOf(word: RowWord | undefined): [mark: string, look: string, said: string] {
  if (!word) return ['', '', '']
  const [mark, look, plain] = fates[word.fate]
  return word.word && mark !== '不能存'
    ? [mark || '请看', 'soon', word.word]
    : [mark, look, word.word || plain]
}
