// What single features add to the pages of certain registers, so that the pages themselves know no
// register by name. Each is fetched when such a page opens.
import { defineAsyncComponent, type Component } from 'vue'

/** What a register's records have beside what every record has. */
export interface Extension {
  /** Over the form of a new record; emits `read` with a `LineProposal` that goes into the form. */
  fresh?: Component
  /** Over the form of a saved record that stands; takes register, id, record, uses, dirty. */
  saved?: Component
}

const passOn = defineAsyncComponent(() => import('../matters/PassOnBar.vue'))

const extensions: Record<string, Extension> = {
  receptions: {
    fresh: defineAsyncComponent(() => import('../days/LineBox.vue')),
    saved: passOn,
  },
  contacts: { saved: passOn },
  hotline: { saved: passOn },
  activities: { saved: passOn },
  signed_pages: { saved: defineAsyncComponent(() => import('../pages/SignedPageBar.vue')) },
}

/** What this register adds; nothing for most. */
export function extensionOf(register: string): Extension {
  return extensions[register] ?? {}
}
