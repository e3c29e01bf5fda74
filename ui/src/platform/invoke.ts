import { passwordAgain } from './again'
import { host } from './current'
import { asRefusal, Refusal } from './refusal'
import { counted } from './waiting'

/**
 * Carries one command to the core. Where it asks for the password once more, it is carried again
 * after that was given. Throws a `Refusal`.
 */
export async function invoke<Answer>(command: string, request: unknown): Promise<Answer> {
  try {
    return (await counted(host.invoke(command, request))) as Answer
  } catch (thrown) {
    const refusal = asRefusal(thrown)
    if (refusal.code !== 'password_again') throw refusal
  }
  if (!(await passwordAgain())) {
    throw new Refusal({
      code: 'cancelled',
      message: '没有输入口令，什么也没有改动',
      hint: null,
      faults: [],
      id: null,
    })
  }
  try {
    return (await counted(host.invoke(command, request))) as Answer
  } catch (thrown) {
    throw asRefusal(thrown)
  }
}
