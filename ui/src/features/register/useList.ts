// One register's list: its schema, the page in view, the figures under it.
import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { kindsOf, useFollowing } from '@/frame/changes'
import { sayRefused } from '@/frame/notices'
import { useTask } from '@/frame/task'
import { asRefusal, commands, type Refusal } from '@/platform'
import type { Page } from '@/platform/generated/Page'
import type { Schema } from '@/platform/generated/Schema'
import type { Totals } from '@/platform/generated/Totals'
import { noChoice, ownColumns, type OwnColumns } from './columns'
import { pageSize, queryOf, requestOf, viewOf, wholeOf, type ListView } from './list-request'

/** A register's list as its page shows it. */
export interface List {
  schema: ShallowRef<Schema | null>
  page: ShallowRef<Page | null>
  totals: ShallowRef<Totals | null>
  own: Ref<OwnColumns>
  view: ComputedRef<ListView>
  /** Why the list could not be had. */
  failure: ShallowRef<Refusal | null>
  /** Shows another part; without a page in it, from the first. */
  show: (part: Partial<ListView>) => void
  load: () => Promise<void>
  busy: Ref<boolean>
  run: (body: () => Promise<void>) => Promise<void>
}

/** The list of this register; `summed` names the columns in sight. */
export function useList(register: string, summed: () => string[]): List {
  const route = useRoute()
  const router = useRouter()
  const schema = shallowRef<Schema | null>(null)
  const page = shallowRef<Page | null>(null)
  const totals = shallowRef<Totals | null>(null)
  const own = ref<OwnColumns>({ ...noChoice })
  const failure = shallowRef<Refusal | null>(null)
  const view = computed(() => viewOf(route.query))
  const { busy, run } = useTask()

  function show(part: Partial<ListView>): void {
    void router.replace({ query: queryOf({ ...view.value, page: 1, ...part }) })
  }

  let newest = 0
  async function refresh(): Promise<void> {
    const mine = ++newest
    try {
      const answer = await commands.list(requestOf(register, view.value))
      if (mine !== newest) return
      page.value = answer
      failure.value = null
      const last = Math.max(1, Math.ceil(answer.total / pageSize))
      // The last rows of the last page may just have gone.
      if (view.value.page > last) show({ page: last })
      await count(mine)
    } catch (thrown) {
      if (mine !== newest) return
      // What was in sight stays there.
      if (page.value) sayRefused(thrown)
      else failure.value = asRefusal(thrown)
    }
  }

  async function count(mine: number): Promise<void> {
    const answer = await commands.totals({ list: wholeOf(register, view.value), fields: summed() })
    if (mine === newest) totals.value = answer
  }

  async function load(): Promise<void> {
    try {
      const [its, kept] = await Promise.all([commands.schema({ register }), ownColumns(register)])
      own.value = kept
      schema.value = its
      await refresh()
    } catch (thrown) {
      failure.value = asRefusal(thrown)
    }
  }

  watch(
    view,
    useFollowing(() => kindsOf(register), refresh),
  )
  return { schema, page, totals, own, view, failure, show, load, busy, run }
}
