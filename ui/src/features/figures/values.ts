// Figures as people read them.
import { asPercent } from '@/frame/percent'

/** 88.9%, 12, 35; — where the denominator is 0. */
export function shown(value: number | null, unit: string): string {
  if (value === null) return '—'
  return unit === '%' ? asPercent(value) : `${value}`
}

/** How a figure stands to an earlier one: +3, −12.5 个百分点, 持平; nothing where there is nothing to compare. */
export function change(now: number | null, before: number | null, unit: string): string {
  if (now === null || before === null) return ''
  const by = Math.round((now - before) * 10) / 10
  if (by === 0) return '持平'
  const size = `${by > 0 ? '+' : '−'}${Math.abs(by)}`
  return unit === '%' ? `${size} 个百分点` : size
}
