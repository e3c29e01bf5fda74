// A record's way, asked for again after each change of records.
import { onMounted, shallowRef, type ShallowRef } from 'vue'
import { kindsOf, useFollowing } from '@/frame/changes'
import { useTask } from '@/frame/task'
import { commands } from '@/platform'
import type { Course } from '@/platform/generated/Course'
import type { FormInfo } from '@/platform/generated/FormInfo'

/** The way of a record and the papers that belong to its steps. */
export function useCourse(
  register: string,
  id: string,
): { course: ShallowRef<Course | null>; papers: ShallowRef<FormInfo[]> } {
  const course = shallowRef<Course | null>(null)
  const papers = shallowRef<FormInfo[]>([])
  const { run } = useTask()

  async function refresh(): Promise<void> {
    course.value = await commands.course({ register, id })
  }

  const look = useFollowing(() => kindsOf(register), refresh)
  onMounted(() =>
    run(async () => {
      await look()
      papers.value = (await commands.forms({})).filter(
        (it) => it.register === register && it.step !== null,
      )
    }),
  )
  return { course, papers }
}
