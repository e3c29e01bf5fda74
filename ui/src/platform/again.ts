// Some steps ask for the password once more. Whoever can show the question answers here.

/** Asks; answers whether the password or card was given and fits. */
type Asker = () => Promise<boolean>

let asker: Asker | null = null

/** This shows the question from now on; `null` when nobody does. */
export function asksPasswordAgain(by: Asker | null): void {
  asker = by
}

/** Asks for the password once more; not given where nobody can ask. */
export async function passwordAgain(): Promise<boolean> {
  return asker === null ? false : asker()
}
