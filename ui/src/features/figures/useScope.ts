// Period, station and matters of the page; kept in the address, so that “back” leads to the same place.
import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import { status } from '@/frame/session'
import type { FigureScope } from '@/platform/generated/FigureScope'
import { around, type Period } from './period'

/** What the page counts, and how to change it. */
export interface PageScope {
  scope: ComputedRef<FigureScope>
  period: ComputedRef<Period>
  station: ComputedRef<string>
  matters: ComputedRef<string>
  /** 总表, or the breakdown that is shown. */
  tab: ComputedRef<string>
  /** Every rate of how matters are handled instead of the usual columns of a breakdown. */
  rates: ComputedRef<boolean>
  change: (part: Record<string, string>) => void
}

/** The scope in the address; this year where it says nothing. */
export function useScope(): PageScope {
  const route = useRoute()
  const router = useRouter()
  const text = (key: string) =>
    typeof route.query[key] === 'string' ? (route.query[key] as string) : null
  const year = computed(() => around('year', status.value?.today ?? '') ?? { from: '', to: '' })
  const period = computed(() => ({
    from: text('from') ?? year.value.from,
    to: text('to') ?? year.value.to,
  }))
  const station = computed(() => text('station') ?? '')
  const matters = computed(() => text('matters') ?? '')
  const tab = computed(() => text('tab') ?? 'all')
  const rates = computed(() => text('rates') === '1')
  const scope = computed<FigureScope>(() => ({
    from: period.value.from || null,
    to: period.value.to || null,
    station: station.value || null,
    matters: matters.value || null,
  }))
  function change(part: Record<string, string>): void {
    void router.replace({ query: { ...route.query, ...part } })
  }
  return { scope, period, station, matters, tab, rates, change }
}
