// What a person wishes of a print, and the request it becomes.
import type { FormInfo } from '@/platform/generated/FormInfo'
import type { ListRequest } from '@/platform/generated/ListRequest'
import type { PrintRequest } from '@/platform/generated/PrintRequest'
import type { Schema } from '@/platform/generated/Schema'

/** What is chosen beside the preview. */
export interface Wish {
  /** Keys of the columns as ticked, in their order. */
  columns: string[]
  sections: string
  order: string
  station: string
  deputy: string
  year: string
  month: string
  blank: boolean
  /** Only what the list had found. */
  found: boolean
  entries: Record<string, string>
}

/** What the page that asks for a print already knows. */
export interface Preset {
  record?: string | null
  /** What the list page shows, or the rows chosen there. */
  list?: ListRequest | null
  /** Keys of the columns that the clerk chose for the list, in their order; empty for none. */
  columns?: string[]
  blank?: boolean
  year?: number | null
  station?: string | null
  /** What is written on the form to begin with, by the entry's key. */
  entries?: Record<string, string>
}

/** Whether the list page shows less than the whole register. */
export function isPart(list: ListRequest | null | undefined): boolean {
  if (!list) return false
  const conditions = list.where.length + (list.filters?.length ?? 0) + (list.ids?.length ?? 0)
  return Boolean(list.search) || list.unsettled || conditions > 0
}

/** Keys of the columns that a register prints by itself. */
export function usualColumns(schema: Schema | null): string[] {
  return (schema?.fields ?? []).filter((it) => it.printed && !it.hidden).map((it) => it.key)
}

/** The columns with which a form is first shown: those chosen for the list, else the book's own. */
export function firstColumns(form: FormInfo, schema: Schema | null, preset: Preset): string[] {
  if (!form.takes.includes('columns')) return []
  const known = (schema?.fields ?? []).filter((it) => !it.hidden).map((it) => it.key)
  const chosen = (preset.columns ?? []).filter((it) => known.includes(it))
  return chosen.length > 0 ? chosen : usualColumns(schema)
}

/** The wish with which a form is first shown. */
export function firstWish(form: FormInfo, schema: Schema | null, preset: Preset): Wish {
  return {
    columns: firstColumns(form, schema, preset),
    sections: '',
    order: preset.list?.order ?? '',
    station: preset.station ?? '',
    deputy: '',
    year: preset.year ? String(preset.year) : '',
    month: '',
    blank: preset.blank ?? false,
    found: isPart(preset.list),
    entries: Object.fromEntries(
      form.entries.map((it) => [
        it.key,
        preset.entries?.[it.key] ?? (it.sort === 'choice' ? (it.choices[0] ?? '') : ''),
      ]),
    ),
  }
}

/** The request without a place to put the paper. */
export function requestOf(
  form: FormInfo,
  schema: Schema | null,
  wish: Wish,
  preset: Preset,
): PrintRequest {
  const takes = (key: string) => form.takes.includes(key)
  const usual = wish.columns.join() === usualColumns(schema).join()
  // As on the screen: a register without numbers of its own is counted on the paper.
  const counted = schema?.fields.some((it) => it.serial) ? [] : ['序号']
  const columns = wish.columns.length > 0 ? [...counted, ...wish.columns] : []
  const part = takes('rows') && wish.found && !wish.blank ? preset.list : null
  const year = takes('year') ? Number(wish.year) || null : null
  return {
    form: form.key,
    station: (takes('station') && wish.station) || null,
    record: (takes('record') && !wish.blank && preset.record) || null,
    deputy: (takes('deputy') && !wish.blank && wish.deputy.trim()) || null,
    year,
    month: year !== null && takes('month') ? Number(wish.month) || null : null,
    blank: takes('blank') && wish.blank,
    columns: takes('columns') && !usual ? columns : [],
    sections: (takes('sections') && wish.sections) || null,
    search: part?.search ?? null,
    where: part?.where ?? [],
    filters: part?.filters ?? [],
    ids: part?.ids ?? [],
    unsettled: part?.unsettled ?? false,
    order: (takes('rows') && wish.order) || null,
    descending:
      takes('rows') && wish.order === preset.list?.order && (preset.list?.descending ?? false),
    entries: Object.fromEntries(
      Object.entries(wish.entries).filter(([, text]) => text.trim() !== ''),
    ),
    out: null,
  }
}
