// One record with its definition and what refers to it, asked for again after each change: what the
// page of its form and the page of its way both stand on.
import { shallowRef, type ShallowRef } from 'vue'
import { kindsNaming, kindsOf, useFollowing } from '@/frame/changes'
import { commands } from '@/platform'
import type { RecordView } from '@/platform/generated/RecordView'
import type { Schema } from '@/platform/generated/Schema'
import type { UseGroup } from '@/platform/generated/UseGroup'

/** A record as its pages show it. */
export interface ReadRecord {
  schema: ShallowRef<Schema | null>
  /** `null` as long as it is new. */
  record: ShallowRef<RecordView | null>
  uses: ShallowRef<UseGroup[]>
  /** Asks for the definition, then for the record and what refers to it. */
  read: () => Promise<void>
}

/** Reads a record and follows its changes; `heard` is told of each answer. */
export function useRecord(
  register: () => string,
  id: () => string | null,
  heard: (view: RecordView) => void = () => {},
): ReadRecord {
  const schema = shallowRef<Schema | null>(null)
  const record = shallowRef<RecordView | null>(null)
  const uses = shallowRef<UseGroup[]>([])

  const look = useFollowing(
    () => kindsOf(register()),
    async () => {
      const of = id()
      if (of === null) return
      const view = await commands.record({ register: register(), id: of })
      record.value = view
      heard(view)
    },
  )
  const lookAtUses = useFollowing(
    () => kindsNaming(register()),
    async () => {
      const of = id()
      if (of !== null) uses.value = (await commands.uses({ register: register(), id: of })).groups
    },
  )

  async function read(): Promise<void> {
    schema.value ??= await commands.schema({ register: register() })
    await Promise.all([look(), lookAtUses()])
  }

  return { schema, record, uses, read }
}
