// What a list remembers of how the clerk likes it.

/** What was remembered under this name. */
export async function remembered(name: string): Promise<string | null> {
  return localStorage.getItem(`lvzhi.${name}`)
}

/** Remembers it for the next time. */
export async function remember(name: string, value: string): Promise<void> {
  localStorage.setItem(`lvzhi.${name}`, value)
}

/** Goes back to what the program does by itself. */
export async function forget(name: string): Promise<void> {
  localStorage.removeItem(`lvzhi.${name}`)
}
