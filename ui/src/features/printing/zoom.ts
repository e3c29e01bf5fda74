// How large a page is shown.

/** Fitted to the width, fitted whole, or by a factor of its natural size. */
export type Zoom = 'width' | 'page' | number

/** Factors that the buttons step through. */
export const steps = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3] as const

/** CSS pixels per millimetre at natural size. */
const perMillimetre = 96 / 25.4

/** Width in CSS pixels of a page (millimetres) in a room (CSS pixels). */
export function widthOf(
  zoom: Zoom,
  page: { width: number; height: number },
  room: { width: number; height: number },
): number {
  const least = 80
  if (zoom === 'width') return Math.max(least, room.width)
  if (zoom === 'page')
    return Math.max(least, Math.min(room.width, (room.height * page.width) / page.height))
  return page.width * perMillimetre * zoom
}

/** The next factor in a direction from what is shown now. */
export function stepped(shown: number, page: { width: number }, direction: 1 | -1): number {
  const now = shown / (page.width * perMillimetre)
  const wider = steps.find((it) => it > now * 1.02)
  const narrower = [...steps].reverse().find((it) => it < now * 0.98)
  return direction === 1 ? (wider ?? Math.max(...steps)) : (narrower ?? Math.min(...steps))
}
