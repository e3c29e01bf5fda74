// What the person at the keyboard may do, for pages: what they may not do does not stand there.
import { computed, type ComputedRef } from 'vue'
import { useRouter, type RouteLocationRaw, type RouteRecordNormalized } from 'vue-router'
import { registers } from './registers'
import type { FieldSchema } from '@/platform/generated/FieldSchema'
import { may, status } from './session'

/** Whether the books may be written. A locked store says nothing of that: its pages stay as they are. */
export const writes = computed(() => status.value?.state !== 'open' || may('save'))

/** Whether records of a register are made on this PC: not those of the township on a village station's. */
export function keeps(register: string): boolean {
  return writes.value && (registers.value.find((it) => it.key === register)?.kept_here ?? true)
}

/** Whether the person at the keyboard writes a field: what is decided for the office is left to whoever decides. */
export function writable(field: Pick<FieldSchema, 'editable' | 'decided'>): boolean {
  return field.editable && (field.decided === null || decides.value)
}

const decides = computed(() => status.value?.rights.includes('decide') ?? false)

/** The pages that are of use, and whether a place leads to one of them. */
export function useUsable(): {
  routes: ComputedRef<RouteRecordNormalized[]>
  leads: (it: { to: RouteLocationRaw; writes?: boolean }) => boolean
} {
  const router = useRouter()
  return {
    routes: computed(() => router.getRoutes().filter((it) => writes.value || !it.meta.writes)),
    leads: (it) => writes.value || !(it.writes || router.resolve(it.to).meta.writes),
  }
}
