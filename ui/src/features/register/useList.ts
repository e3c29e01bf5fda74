// One register's list: its schema, the page in view, the figures under it.
import {
  computed,
  onScopeDispose,
  ref,
  shallowRef,
  watch,
  type ComputedRef,
  type Ref,
  type ShallowRef,
} from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { kindsOf, useFollowing } from '@/frame/changes'
import { sayRefused } from '@/frame/notices'
import { useTask } from '@/frame/task'
import { asRefusal, commands, type Refusal } from '@/platform'
import type { Page } from '@/platform/generated/Page'
import type { Schema } from '@/platform/generated/Schema'
import type { Totals } from '@/platform/generated/Totals'
import { noChoice, ownColumns, type OwnColumns } from './columns'
import {
  pageSize,
  queryOf,
  requestOf,
  rowsOf,
  viewOf,
  wholeOf,
  type ListView,
} from './list-request'

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
  /** How many rows the last list had that was counted, and of which list that is. */
  let known = { of: '', total: 0 }
  async function refresh(): Promise<void> {
    const mine = ++newest
    try {
      const request = requestOf(register, view.value)
      const answer = await commands.list({ ...request, rows_first: true })
      if (mine !== newest) return
      failure.value = null
      const of = rowsOf(request)
      if (answer.counted) known = { of, total: answer.total }
      // Another page or order of the same rows keeps its count while it is taken anew.
      const same = !answer.counted && known.of === of && known.total >= answer.total
      page.value = same ? { ...answer, total: known.total, counted: true } : answer
      const last = Math.max(1, Math.ceil(answer.total / pageSize))
      // The last rows of the last page may just have gone.
      if (answer.counted && view.value.page > last) show({ page: last })
      // Not waited for: what is typed next comes before it.
      void count(mine, of, answer.counted).catch((thrown: unknown) => {
        if (mine === newest) sayRefused(thrown)
      })
    } catch (thrown) {
      if (mine !== newest) return
      // What was in sight stays there.
      if (page.value) sayRefused(thrown)
      else failure.value = asRefusal(thrown)
    }
  }

  /** How many rows there are, where that is not known, then the figures under them. */
  async function count(mine: number, of: string, counted: boolean): Promise<void> {
    if (!counted) {
      const answer = await figures(mine, [])
      if (!answer || !page.value) return
      known = { of, total: answer.total }
      page.value = { ...page.value, total: answer.total, counted: true }
    }
    const answer = await figures(mine, summed())
    if (answer) totals.value = answer
  }

  /** Figures end where another command waits, and are asked for again as long as they are wanted. */
  async function figures(mine: number, fields: string[]): Promise<Totals | null> {
    while (mine === newest) {
      try {
        const answer = await commands.totals({ list: wholeOf(register, view.value), fields })
        return mine === newest ? answer : null
      } catch (thrown) {
        if (asRefusal(thrown).code !== 'cancelled') throw thrown
      }
    }
    return null
  }
  // Nobody looks any more.
  onScopeDispose(() => (newest += 1))

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
