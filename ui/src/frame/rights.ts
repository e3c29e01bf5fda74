// What the person at the keyboard may do, for pages: what they may not do does not stand there.
import { computed, type ComputedRef } from 'vue'
import { useRouter, type RouteLocationRaw, type RouteRecordNormalized } from 'vue-router'
import { may } from './session'

/** Whether the books may be written. */
export const writes = computed(() => may('save'))

/** The pages that are of use, and whether a place leads to one of them. */
export function useUsable(): {
  routes: ComputedRef<RouteRecordNormalized[]>
  leads: (it: { to: RouteLocationRaw }) => boolean
} {
  const router = useRouter()
  return {
    routes: computed(() => router.getRoutes().filter((it) => writes.value || !it.meta.writes)),
    leads: (it) => writes.value || !router.resolve(it.to).meta.writes,
  }
}
