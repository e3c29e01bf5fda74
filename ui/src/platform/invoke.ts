import { host } from './current'
import { asRefusal } from './refusal'
import { counted } from './waiting'

/** Carries one command to the core. Throws a `Refusal`. */
export async function invoke<Answer>(command: string, request: unknown): Promise<Answer> {
  try {
    return (await counted(host.invoke(command, request))) as Answer
  } catch (thrown) {
    throw asRefusal(thrown)
  }
}
