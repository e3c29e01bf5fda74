// Going to a field of the form that is shown.

/** Brings the field of this key into sight and puts the cursor there. */
export function goToField(key: string): void {
  const at = document.getElementById(`field-${key}`)
  at?.scrollIntoView({ block: 'center' })
  at?.focus()
}
