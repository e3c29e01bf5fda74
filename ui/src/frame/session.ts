// What the whole window knows: the store's state, and that something changed.
import { ref, shallowRef, watch } from 'vue'
import { applyLook } from '@/look/text-size'
import type { Status } from '@/platform/generated/Status'
import { access, asRefusal, commands, type CommandName, type Refusal } from '@/platform'
import { tell } from './changes'
import { overtake } from './notices'

/** The store's state as last heard; `null` before the first answer. */
export const status = shallowRef<Status | null>(null)

/** Why not even the state could be had. */
export const failure = shallowRef<Refusal | null>(null)

/** The recovery card just made: shown until the clerk has noted it. */
export const card = ref<string | null>(null)

/** When the last change was kept, for the status line. */
export const savedAt = ref<string | null>(null)

/** Asks for the state again. */
export async function refreshStatus(): Promise<void> {
  try {
    status.value = await commands.status({})
    failure.value = null
  } catch (thrown) {
    failure.value = asRefusal(thrown)
    // Another page took the place of this one: what stands here can do nothing any more.
    if (failure.value.code === 'outside') status.value = null
  }
}

/** Whether the role of the person at the keyboard lets them do this. */
export function may(command: CommandName): boolean {
  return status.value?.rights.includes(access[command].right) ?? false
}

/** Tells every view that shows records of these kinds; done when all have looked again. */
export async function announce(changed: string[]): Promise<void> {
  if (changed.length > 0) {
    savedAt.value = new Date().toTimeString().slice(0, 5)
    overtake()
  }
  await Promise.all([refreshStatus(), tell(changed)])
}

watch(
  () => status.value?.look,
  (look) => look && applyLook(look),
)
// Whoever opens the store again sees what happened since.
watch(
  () => status.value?.state,
  (state, before) => {
    if (state === 'open' && before === 'locked') void tell('any')
  },
)
