// The invented township, where the program has one.
import { commands } from '@/platform'

type Demo = () => Promise<unknown>

/** Fills an empty store with a plausible year; `null` where this program has no such data. */
export const demo: Demo | null = (() => {
  const known: Record<string, unknown> = commands
  const command = known['demo']
  return typeof command === 'function' ? () => (command as (request: object) => Promise<unknown>)({}) : null
})()
