// An undo that leaves numbers without a record is asked about first.
import { shallowRef } from 'vue'

/** The numbers that would stay as 作废; `null` while nothing is asked. */
export const staying = shallowRef<string[] | null>(null)

let reply: ((goes: boolean) => void) | null = null

/** Asks whether these numbers may stay as 作废. */
export function mayStay(numbers: string[]): Promise<boolean> {
  answer(false)
  staying.value = numbers
  return new Promise((resolve) => (reply = resolve))
}

/** The clerk's word. */
export function answer(goes: boolean): void {
  staying.value = null
  reply?.(goes)
  reply = null
}
