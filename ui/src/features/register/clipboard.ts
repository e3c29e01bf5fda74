// Rows for WPS and Excel, as text and as a table. In the table every cell says that it is text, so
// that leading zeros and the 18 digits of an ID number stay as they are.

/** A block of cells, row by row. */
export type Block = readonly (readonly string[])[]

/** The block as text: tabs between cells; cells with line breaks, tabs or quotes are quoted. */
export function asText(block: Block): string {
  return block.map((row) => row.map(quoted).join('\t')).join('\r\n')
}

/** The block as a table whose cells are text. */
export function asTable(block: Block): string {
  const style = "mso-number-format:'\\@';white-space:pre-wrap"
  const cell = (text: string) => `<td style="${style}">${escaped(text)}</td>`
  const rows = block.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('')
  return `<meta charset="utf-8"><table>${rows}</table>`
}

/** Puts the block into a copy event. */
export function putInto(event: ClipboardEvent, block: Block): void {
  event.clipboardData?.setData('text/plain', asText(block))
  event.clipboardData?.setData('text/html', asTable(block))
  event.preventDefault()
}

/** Copies the block from a button; says whether the browser let it. */
export function copyBlock(block: Block): boolean {
  let copied = false
  const listen = (event: ClipboardEvent) => {
    putInto(event, block)
    event.stopImmediatePropagation()
    copied = true
  }
  document.addEventListener('copy', listen, true)
  try {
    document.execCommand('copy')
  } finally {
    document.removeEventListener('copy', listen, true)
  }
  return copied
}

function quoted(text: string): string {
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text
    .replace(/[&<>"]/g, (mark) => marks[mark] ?? mark)
    .replace(/\r?\n/g, '<br style="mso-data-placement:same-cell">')
}

/** A figure as people read it: 1,234,567. */
export function asNumber(figure: number): string {
  return figure.toLocaleString('zh-CN')
}
