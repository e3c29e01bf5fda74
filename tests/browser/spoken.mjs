// What a screen reader hears of a page: the browser's accessibility tree, read in order.

/** Roles that are nothing to a hearer without a name. */
const named = new Set([
  'button',
  'link',
  'textbox',
  'searchbox',
  'combobox',
  'checkbox',
  'radio',
  'radiogroup',
  'switch',
  'tab',
  'tablist',
  'menu',
  'menuitem',
  'menuitemradio',
  'menuitemcheckbox',
  'listbox',
  'option',
  'dialog',
  'alertdialog',
  'table',
  'grid',
  'columnheader',
  'rowheader',
  'region',
  'navigation',
  'complementary',
  'slider',
  'spinbutton',
  'heading',
  'img',
])
/** Signs that are drawn for the eye and read out as nonsense. */
const drawn = /[*＊▾▴◂▸×✕✓＋]/

/**
 * The nodes that are spoken, in order: role, name, level, and what else the tree says of them.
 *
 * @param {import('playwright-core').CDPSession} session
 */
export async function spoken(session) {
  const { nodes } = await session.send('Accessibility.getFullAXTree')
  const byId = new Map(nodes.map((it) => [it.nodeId, it]))
  const said = []
  const visit = (node, dialog, inMain) => {
    if (!node) return
    const role = node.role?.value ?? ''
    const name = (node.name?.value ?? '').trim()
    const more = Object.fromEntries((node.properties ?? []).map((it) => [it.name, it.value?.value]))
    const within = inMain || role === 'main'
    const modal = dialog || role === 'dialog'
    if (!node.ignored)
      said.push({ role, name, more, dialog: modal, main: within, backend: node.backendDOMNodeId })
    for (const child of node.childIds ?? []) visit(byId.get(child), modal, within)
  }
  visit(nodes[0], false, false)
  return said
}

/** What is wrong with a page as it is heard, as sentences. */
export async function unheard(session) {
  const said = await spoken(session)
  const found = []
  const count = (role) => said.filter((it) => it.role === role).length
  const dialog = said.some((it) => it.dialog && it.more.modal)
  for (const { role, name } of said) {
    if (named.has(role) && name === '') found.push(`a ${role} has no name`)
    if (named.has(role) && drawn.test(name))
      found.push(`${role} “${name}” is read out with its signs`)
  }
  // Behind a modal dialog nothing is heard.
  if (dialog) return [...new Set(found)]
  for (const role of ['banner', 'main', 'contentinfo'])
    if (count(role) !== 1) found.push(`${count(role)} times ${role}`)
  if (!said.some((it) => it.role === 'navigation' && it.name === '主菜单'))
    found.push('the main menu is no landmark')
  const headings = said.filter((it) => it.role === 'heading' && it.main)
  const first = headings.filter((it) => it.more.level === 1)
  if (first.length !== 1)
    found.push(`${first.length} headings of level 1: ${first.map((it) => it.name).join(', ')}`)
  let level = 1
  for (const it of headings) {
    if (it.more.level > level + 1)
      found.push(`“${it.name}” of level ${it.more.level} follows level ${level}`)
    level = it.more.level
  }
  return [...new Set(found)]
}
