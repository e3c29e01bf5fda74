// How many commands are on their way: whoever shows long work looks at it only while there are.
import { ref } from 'vue'

/** Commands that have not answered yet. */
export const underWay = ref(0)

/** Counts a command until it has answered. */
export async function counted<Answer>(answer: Promise<Answer>): Promise<Answer> {
  underWay.value += 1
  try {
    return await answer
  } finally {
    underWay.value -= 1
  }
}
