import type { ErrorCode } from './generated/ErrorCode'
import type { FaultAt } from './generated/FaultAt'
import type { UserError } from './generated/UserError'

/** A command's refusal, thrown by every call. Screens switch on `code`, never on the text. */
export class Refusal extends Error {
  readonly code: ErrorCode
  readonly hint: string | null
  readonly faults: FaultAt[]
  /** Six digits under which the log file has it. */
  readonly id: string | null

  constructor(error: UserError) {
    super(error.message)
    this.name = 'Refusal'
    this.code = error.code
    this.hint = error.hint
    this.faults = error.faults
    this.id = error.id
  }

  /** What stands in the way and, where there is one, the way out. */
  get said(): string {
    return sentences(this.message, this.hint)
  }
}

/** Two sentences that stand behind each other, each ended; one alone stands without its full stop. */
export function sentences(reason: string, hint: string | null): string {
  return hint
    ? [reason, hint].map((it) => (/[。？！]$/.test(it) ? it : `${it}。`)).join('')
    : reason
}

/** Turns whatever a host throws into a refusal with a sentence. */
export function asRefusal(thrown: unknown): Refusal {
  if (thrown instanceof Refusal) return thrown
  if (typeof thrown === 'object' && thrown !== null && 'code' in thrown && 'message' in thrown) {
    const error = thrown as Partial<UserError> & { code: ErrorCode; message: string }
    return new Refusal({
      code: error.code,
      message: error.message,
      hint: error.hint ?? null,
      faults: error.faults ?? [],
      id: error.id ?? null,
    })
  }
  return new Refusal({
    code: 'internal',
    message: '程序没有回应',
    hint: '请再试一次；还不行就关闭后重新打开，已经保存的内容不会丢失',
    faults: [],
    id: null,
  })
}
