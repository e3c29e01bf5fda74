// The key that lets this page in, in a browser. Cookies go to every port of this computer, so the
// cookie alone is not enough; what a page keeps for its session stays with its own port. Imported
// before the router, which would take the key in the address for a page.

/** The header that carries the key, and that brings the next one. */
export const keyHeader = 'X-Lvzhi-Key'

const place = 'lvzhi.key'
const mark = '#key='

/** The key as it is now; empty where this page never came in. */
export function pageKey(): string {
  return sessionStorage.getItem(place) ?? ''
}

/** Keeps the key for the next request. */
export function keepKey(key: string): void {
  sessionStorage.setItem(place, key)
}

/** Takes the key out of the address, where the program put it, so that no history keeps it. */
export function takeKey(): void {
  if (!location.hash.startsWith(mark)) return
  keepKey(location.hash.slice(mark.length))
  history.replaceState(null, '', location.pathname)
}

takeKey()
