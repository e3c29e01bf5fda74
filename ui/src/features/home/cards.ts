// Cards that other parts of the work put on the home page (本年办理情况, 迎检体检). A card asks for what
// it shows by itself, and shows nothing where it has nothing to say.
import { defineAsyncComponent, type Component } from 'vue'

/** A card of the home page. */
export interface HomeCard {
  key: string
  /** Under the table, or in the column beside it. */
  side: 'table' | 'column'
  card: Component
}

/** A card whose code is fetched when the home page is shown. */
export function card(
  key: string,
  side: HomeCard['side'],
  load: () => Promise<{ default: Component }>,
): HomeCard {
  return { key, side, card: defineAsyncComponent(load) }
}

/** The cards there are, in the order in which they stand. */
export const homeCards: HomeCard[] = [
  card('year', 'table', () => import('./YearCard.vue')),
  card('inspection', 'column', () => import('./InspectionCard.vue')),
]
