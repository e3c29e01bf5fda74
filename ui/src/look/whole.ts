// What does not fit its line is shown whole on being pointed at. A box that ends with … (or a field
// narrower than what stands in it) gets its text as its title; one that fits again loses it.

/** How many boxes around what is pointed at may be the one that cuts. */
const depth = 4

function cuts(box: HTMLElement): boolean {
  if (box.scrollWidth <= box.clientWidth + 1 && box.scrollHeight <= box.clientHeight + 4)
    return false
  if (box instanceof HTMLInputElement) return box.scrollWidth > box.clientWidth + 1
  const style = getComputedStyle(box)
  return style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
}

function textOf(box: HTMLElement): string {
  const text = box instanceof HTMLInputElement ? box.value : box.innerText
  return text.trim()
}

/** Gives the title, or takes it away again. */
export function tellWhole(from: EventTarget | null): void {
  let box = from instanceof HTMLElement ? from : null
  for (let up = 0; box && up < depth; box = box.parentElement, up += 1) {
    if (box.title && box.dataset.whole === undefined) return
    if (cuts(box)) {
      // A field for secrets shows none of what is in it.
      if (box instanceof HTMLInputElement && box.type === 'password') return
      box.title = textOf(box)
      box.dataset.whole = ''
      return
    }
    if (box.dataset.whole !== undefined) {
      box.removeAttribute('title')
      delete box.dataset.whole
    }
  }
}

/** From now on, everywhere. */
export function tellEverythingWhole(): void {
  document.addEventListener('pointerover', (event) => tellWhole(event.target), { passive: true })
}
