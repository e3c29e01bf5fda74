/** Said where a new password is too short. */
export const SHORTEST = '口令至少 8 个字母数字，或 4 个汉字'

/** Whether a new password is too short; a character beyond ASCII counts two, as in the session. */
export function isShort(password: string): boolean {
  let length = 0
  for (const character of password.trim()) length += character > '\u007f' ? 2 : 1
  return length < 8
}
