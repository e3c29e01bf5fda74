/** The characters of a card as the core counts them: blanks, digits and punctuation left out. */
export function charactersOf(typed: string): string[] {
  return Array.from(typed).filter((it) => /\p{L}/u.test(it))
}

/** How far the card is typed. */
export function shortOf(count: number): string {
  if (count === 24) return '24 个字齐了'
  return count < 24 ? `已输入 ${count} 个字，还差 ${24 - count} 个` : `多了 ${count - 24} 个字`
}
