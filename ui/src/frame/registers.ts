// The registers there are, asked for once and again after each change of them.
import { shallowRef } from 'vue'
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'
import { commands } from '@/platform'
import { sayRefused } from './notices'

/** The registers there are, in the order of the menu. */
export const registers = shallowRef<RegisterInfo[]>([])

const people = new Set(['roster', 'electors', 'users', 'advisers', 'overseers'])

/** What is counted in a register: people are no entries. */
export function measureOf(register: string): string {
  return people.has(register) ? '人' : '条'
}

/** What a register is called on paper; empty before they are known. */
export function titleOfRegister(key: string): string {
  return registers.value.find((it) => it.key === key)?.title ?? ''
}

/** Asks for them again. */
export async function refreshRegisters(): Promise<void> {
  try {
    registers.value = await commands.registers({})
  } catch (thrown) {
    sayRefused(thrown)
  }
}
