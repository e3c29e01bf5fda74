// Whether a clerk sees where the cursor is.
import assert from 'node:assert/strict'

/**
 * What hinders the clerk from seeing where the cursor is, as sentences: something over it, a message or
 * a list that is cut off, an editor beside its cell.
 */
export async function hindrances(desk) {
  return desk.page.evaluate(() => {
    const found = []
    const seen = (what, part) => {
      // The kit draws its choices over their inputs.
      const element = part.closest('.el-select, .el-checkbox') ?? part
      const box = element.getBoundingClientRect()
      const points = [
        [box.left + 3, box.top + 3],
        [box.right - 3, box.bottom - 3],
        [(box.left + box.right) / 2, (box.top + box.bottom) / 2],
      ]
      for (const [x, y] of points) {
        const top = document.elementFromPoint(x, y)
        if (!top || !(element.contains(top) || top.contains(element)))
          found.push(
            `${what} (${element.dataset.test ?? element.id}) at ${Math.round(x)},${Math.round(y)} lies under ${top?.outerHTML.slice(0, 120) ?? 'the edge of the window'}`,
          )
      }
    }
    const active = document.activeElement
    const editor = active?.dataset.test === 'grid-editor' ? active : null
    if (editor) {
      const cell = document.querySelector('td.at')
      if (!cell) found.push('the cell is not drawn')
      else {
        seen('the cell', editor.classList.contains('editing') ? editor : cell)
        const [of, on] = [cell.getBoundingClientRect(), editor.getBoundingClientRect()]
        const off = ['left', 'top', 'width'].filter((it) => Math.abs(of[it] - on[it]) > 0.5)
        if (off.length > 0)
          found.push(`the editor differs from its cell in ${off}: ${JSON.stringify([of, on])}`)
      }
      const here = document.querySelector('[data-test=here]')
      if (here?.textContent.trim()) seen('what is said of the cell', here)
      const list = document.querySelector('[data-test=offers]')
      if (list) {
        seen('the list', list)
        const [of, on] = [editor.getBoundingClientRect(), list.getBoundingClientRect()]
        const below = Math.abs(on.top - of.bottom) <= 1
        if (!below && Math.abs(on.bottom - of.top) > 1)
          found.push('the list is parted from its cell')
        const edge = innerWidth - on.width
        if (Math.abs(on.left - Math.min(of.left, edge)) > 1) found.push('the list stands aside')
      }
    } else if (active && active !== document.body) {
      seen('what has the cursor', active)
      const entry = active.closest('[data-test^=entry-]')
      for (const said of entry?.querySelectorAll('.said.late') ?? []) seen('the message', said)
      const list = entry?.querySelector('[role=listbox]')
      if (list) seen('the list', list)
    } else found.push('nothing has the cursor')
    return found
  })
}

/** Fails with what hinders, and leaves a picture of it. */
export async function inSight(desk, when) {
  const found = await hindrances(desk)
  if (found.length > 0) await desk.look('keyboard-hindered')
  assert.deepEqual(found, [], when)
}
