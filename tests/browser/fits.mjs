// Whether a page holds at a size: nothing cut, nothing covered, nothing scrolled sideways. `faults`
// runs inside the page; what it returns are sentences, one for each thing found.
//
// - Cut: text that reaches out of a box which hides what overflows, unless the box ends it with … and
//   says the whole in its `title`; also an input or a button narrower than its own words.
// - Covered: the middle of a button, field or line of text lies in sight, and something else is there.
// - Sideways: the page, the window, or a box that does not say `data-sideways` is wider than its room.

/**
 * Runs in the page: it may name nothing outside itself. `within` names what was opened over the page (a
 * menu, a list, a panel): it alone is looked at, and has to lie inside the window.
 */
export function faults(within = null) {
  const found = new Set()
  const slack = 1.5
  const shown = (element) => {
    const style = getComputedStyle(element)
    return style.visibility === 'visible' && style.display !== 'none' && Number(style.opacity) > 0
  }
  const name = (element) => {
    const mark = element.closest('[data-test]')?.dataset.test
    const classes = [...element.classList].slice(0, 2).join('.')
    return `${element.tagName.toLowerCase()}${classes ? `.${classes}` : ''}${mark ? `[${mark}]` : ''}`
  }
  const brief = (text) => text.trim().replace(/\s+/g, ' ').slice(0, 24)
  /** What is said of an element as a whole, where it does not fit. */
  const told = (element) => {
    // The page gives what is cut its whole text when it is pointed at.
    element.dispatchEvent(new PointerEvent('pointerover', { bubbles: true }))
    for (let it = element, up = 0; it && up < 5; it = it.parentElement, up += 1)
      if (it.title || it.getAttribute('aria-description')) return true
    return false
  }
  const forEyes = (element) =>
    !element.closest('.unseen, .skip, [aria-hidden=true] canvas') &&
    (within !== null || !element.closest('.el-popper'))

  // The window and the page.
  const page = document.querySelector('main')
  for (const box of [document.documentElement, page].filter(Boolean))
    if (box.scrollWidth > box.clientWidth + slack)
      found.add(`sideways: ${name(box)} is ${box.scrollWidth} wide in ${box.clientWidth}`)

  // A dialog alone is looked at where one stands open.
  const dialogs = [...document.querySelectorAll('.el-overlay [role=dialog]')].filter(
    (it) => it.getBoundingClientRect().width > 0,
  )
  const layers = within
    ? [...document.querySelectorAll(within)].filter((it) => it.checkVisibility())
    : []
  if (within && layers.length === 0) return [`not open: ${within}`]
  const root = layers.at(-1) ?? dialogs.at(-1) ?? document.body
  for (const layer of layers.slice(-1)) {
    const box = layer.getBoundingClientRect()
    if (box.left < -slack || box.right > innerWidth + slack || box.top < -slack)
      found.add(`beyond the window: ${name(layer)}`)
    const style = getComputedStyle(layer)
    const scrolls = /auto|scroll/.test(style.overflowY) || layer.closest('main')
    if (box.bottom > innerHeight + slack && !scrolls) found.add(`beyond the window: ${name(layer)}`)
  }

  /** Whether something stays where it is while what is beneath it is scrolled, and that was done. */
  const staysOver = (top, element) => {
    for (let it = top; it && it !== document.body; it = it.parentElement) {
      if (it.contains(element)) return false
      if (getComputedStyle(it).position !== 'sticky') continue
      for (let box = it.parentElement; box; box = box.parentElement)
        if (box.scrollTop > 0 || box.scrollWidth > box.clientWidth + slack) return true
      // What stays at the foot of a box lies over what is further down in it.
      const box = it.closest('.scroll, main')
      if (
        getComputedStyle(it).bottom !== 'auto' &&
        box &&
        box.scrollHeight > box.clientHeight + slack
      )
        return true
    }
    return false
  }

  const clips = new Map()
  /** The part of the screen in which an element can be seen, and which ancestor ends it first. */
  const room = (element) => {
    if (clips.has(element)) return clips.get(element)
    let answer
    const parent = element.parentElement
    if (!parent)
      answer = {
        left: 0,
        top: 0,
        right: innerWidth,
        bottom: innerHeight,
        scrolls: true,
      }
    else {
      answer = { ...room(parent) }
      const style = getComputedStyle(parent)
      if (getComputedStyle(element).position === 'fixed')
        answer = {
          left: 0,
          top: 0,
          right: innerWidth,
          bottom: innerHeight,
          scrolls: true,
        }
      else if (style.overflowX !== 'visible' || style.overflowY !== 'visible') {
        const box = parent.getBoundingClientRect()
        answer.left = Math.max(answer.left, box.left)
        answer.right = Math.min(answer.right, box.right)
        answer.top = Math.max(answer.top, box.top)
        answer.bottom = Math.min(answer.bottom, box.bottom)
      }
    }
    clips.set(element, answer)
    return answer
  }
  /** The nearest ancestor (or itself) that hides what overflows without letting one scroll to it. */
  const hider = (element, axis) => {
    for (let it = element; it && it !== document.documentElement; it = it.parentElement) {
      const style = getComputedStyle(it)
      const how = axis === 'x' ? style.overflowX : style.overflowY
      if (how === 'hidden' || how === 'clip') return it
      if (how === 'auto' || how === 'scroll') return null
      if (style.position === 'fixed') return null
    }
    return null
  }

  // Boxes that scroll sideways without saying so.
  for (const box of root.querySelectorAll('*')) {
    if (box.scrollWidth <= box.clientWidth + slack || box.clientWidth === 0) continue
    if (['INPUT', 'TEXTAREA'].includes(box.tagName)) continue
    const style = getComputedStyle(box)
    if (style.overflowX !== 'auto' && style.overflowX !== 'scroll') continue
    if (box.closest('[data-sideways]') || !shown(box) || box === page) continue
    found.add(`sideways: ${name(box)} is ${box.scrollWidth} wide in ${box.clientWidth}`)
  }

  // Texts.
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
  const range = document.createRange()
  const things = new Map()
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement
    if (!node.data.trim() || ['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEXTAREA'].includes(element.tagName))
      continue
    if (!forEyes(element) || !element.checkVisibility() || !shown(element)) continue
    range.selectNodeContents(node)
    const box = range.getBoundingClientRect()
    if (box.width === 0 || box.height === 0) continue
    const across = hider(element, 'x')
    if (across) {
      const edge = across.getBoundingClientRect()
      const style = getComputedStyle(across)
      if (box.right > edge.right + slack || box.left < edge.left - slack) {
        const ends = style.textOverflow === 'ellipsis' || style.webkitLineClamp !== 'none'
        if (!(ends && told(element))) found.add(`cut: “${brief(node.data)}” in ${name(across)}`)
      }
    }
    const down = hider(element, 'y')
    if (down) {
      const edge = down.getBoundingClientRect()
      const style = getComputedStyle(down)
      // A face's own line is higher than its characters, by a quarter at each end.
      const spare = parseFloat(getComputedStyle(element).fontSize) / 4
      if (box.bottom > edge.bottom + spare || box.top < edge.top - spare) {
        if (!(style.webkitLineClamp !== 'none' && told(element)))
          found.add(`cut below: “${brief(node.data)}” in ${name(down)}`)
      }
    }
    const button = element.closest('button, .el-button')
    if (button) {
      const edge = button.getBoundingClientRect()
      if (
        box.right > edge.right + slack ||
        box.left < edge.left - slack ||
        box.bottom > edge.bottom + slack + 2
      )
        if (!told(element)) found.add(`cut: “${brief(node.data)}” reaches out of ${name(button)}`)
    }
    if (!things.has(element)) things.set(element, [range.getClientRects()[0], brief(node.data)])
  }
  // One line of a field holds what one reads at a glance; what is longer says itself whole on being pointed at.
  for (const input of root.querySelectorAll('input')) {
    if (!input.checkVisibility() || !shown(input) || input.clientWidth < 2) continue
    // The kit's field for typing into a list lies under what is chosen.
    if (input.classList.contains('el-select__input')) continue
    if (['checkbox', 'radio', 'file'].includes(input.type)) {
      things.set(input, [input.getBoundingClientRect(), input.type])
      continue
    }
    if (input.scrollWidth > input.clientWidth + slack && !told(input))
      found.add(`cut: “${brief(input.value || input.placeholder)}” in ${name(input)}`)
    if (!input.value && input.placeholder && !told(input)) {
      const style = getComputedStyle(input)
      const canvas = (window.__pen ??= document.createElement('canvas').getContext('2d'))
      canvas.font = style.font
      const wide = canvas.measureText(input.placeholder).width
      const holds =
        input.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight)
      if (wide > holds + slack) found.add(`cut: “${brief(input.placeholder)}” in ${name(input)}`)
    }
    things.set(input, [
      input.getBoundingClientRect(),
      brief(input.value || input.placeholder || input.type),
    ])
  }
  for (const box of root.querySelectorAll(
    'button, a[href], textarea, [role=button], .el-select__wrapper',
  ))
    if (box.checkVisibility() && shown(box) && !things.has(box))
      things.set(box, [
        box.getBoundingClientRect(),
        brief(box.textContent || box.placeholder || ''),
      ])

  // What lies over what.
  for (const [element, [box, words]] of things) {
    if (!forEyes(element) || !box || getComputedStyle(element).pointerEvents === 'none') continue
    const seen = { ...room(element) }
    const own = getComputedStyle(element)
    if (own.overflowX !== 'visible') {
      const edge = element.getBoundingClientRect()
      seen.left = Math.max(seen.left, edge.left)
      seen.right = Math.min(seen.right, edge.right)
    }
    const y = (box.top + box.bottom) / 2
    for (const x of [
      box.left + Math.min(6, box.width / 2),
      (box.left + box.right) / 2,
      box.right - Math.min(6, box.width / 2),
    ]) {
      if (x <= seen.left + 1 || x >= seen.right - 1 || y <= seen.top + 2 || y >= seen.bottom - 2)
        continue
      const top = document.elementFromPoint(x, y)
      if (!top || top === element || element.contains(top) || top.contains(element)) continue
      const label = element.closest('label')
      if (label && label.contains(top)) continue
      if (staysOver(top, element)) continue
      found.add(
        `covered: “${words}” (${name(element)}) by ${name(top)} “${brief(top.textContent ?? '')}”`,
      )
      break
    }
  }
  return [...found]
}
