// The registers there are, asked for once and again after each change of them.
import { shallowRef } from 'vue'
import type { RegisterInfo } from '@/platform/generated/RegisterInfo'
import { commands } from '@/platform'
import { sayRefused } from './notices'

/** The registers there are, in the order of the menu. */
export const registers = shallowRef<RegisterInfo[]>([])

/** Asks for them again. */
export async function refreshRegisters(): Promise<void> {
  try {
    registers.value = await commands.registers({})
  } catch (thrown) {
    sayRefused(thrown)
  }
}
