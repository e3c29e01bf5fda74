/** Characters to compare, in groups of four, as they are read out. */
export function groupsOf(characters: string): string[] {
  return characters.replace(/[\s-]/g, '').match(/.{1,4}/g) ?? []
}
