// Room for a list under or over the field it belongs to.

/** Where a list stands and how high it may be, in CSS pixels. */
export interface Room {
  above: boolean
  height: number
}

const gap = 6

/** The part of the window in which an element is seen: what its scrolling ancestors leave of it. */
export function sightOf(element: Element): { top: number; bottom: number } {
  let top = 0
  let bottom = window.innerHeight
  for (let at = element.parentElement; at; at = at.parentElement) {
    const { overflowY } = getComputedStyle(at)
    if (overflowY === 'visible') continue
    const box = at.getBoundingClientRect()
    top = Math.max(top, box.top)
    bottom = Math.min(bottom, box.bottom)
  }
  return { top, bottom }
}

/** Below where the list fits or has more room, else above. */
export function roomFor(
  field: { top: number; bottom: number },
  sight: { top: number; bottom: number },
  wanted: number,
): Room {
  const below = sight.bottom - field.bottom - gap
  const over = field.top - sight.top - gap
  const above = below < wanted && over > below
  return { above, height: Math.max(0, Math.min(wanted, above ? over : below)) }
}
