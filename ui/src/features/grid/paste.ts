// A block of cells from WPS, Excel or a web page, as the clipboard carries it.
/** The block that a paste carries; `null` where there is no text at all. */
export function blockIn(data: DataTransfer): string[][] | null {
  const text = data.getData('text/plain')
  const html = data.getData('text/html')
  const cells = html ? cellsOf(html) : null
  const plain = text ? rowsOf(text) : null
  if (!cells) return plain
  // The text says what stands in a cell to the letter; the table says which cells are merged.
  if (plain && plain.length === cells.length) return unrolled(cells, plain)
  return unrolled(cells, null)
}

/**
 * Rows of tab-separated text. A cell with line breaks, tabs or quotes stands in quotes that are no
 * part of it; quotes around anything else are.
 */
export function rowsOf(text: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let at = 0
  const length = text.length
  while (at <= length) {
    const quoted = text[at] === '"' ? inQuotes(text, at) : null
    const end = quoted ? quoted.end : nextBreak(text, at)
    row.push(quoted ? quoted.text : text.slice(at, end))
    if (text[end] === '\t') {
      at = end + 1
      continue
    }
    rows.push(row)
    row = []
    at = end + (text[end] === '\r' && text[end + 1] === '\n' ? 2 : 1)
    // The line break after the last row begins no row.
    if (at >= length) break
  }
  return rows
}

function nextBreak(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const one = text[at]
    if (one === '\t' || one === '\n' || one === '\r') return at
  }
  return text.length
}

function inQuotes(text: string, from: number): { text: string; end: number } | null {
  let inside = ''
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote < 0) return null
    inside += text.slice(at, quote)
    if (text[quote + 1] !== '"') {
      at = quote + 1
      break
    }
    inside += '"'
    at = quote + 2
  }
  const ends = at >= text.length || '\t\r\n'.includes(text[at] ?? '')
  return ends && /[\t\r\n"]/.test(inside) ? { text: inside.replace(/\r\n/g, '\n'), end: at } : null
}

interface Cell {
  text: string
  down: number
  right: number
}

function cellsOf(html: string): Cell[][] | null {
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table')
  if (!table) return null
  return Array.from(table.rows, (row) =>
    Array.from(row.cells, (cell) => ({
      text: textOf(cell),
      down: Math.max(1, cell.rowSpan),
      right: Math.max(1, cell.colSpan),
    })),
  )
}

/** The text of a cell: `<br>` is a line break, breaks of the source are not. */
function textOf(cell: HTMLElement): string {
  const parts: string[] = []
  const walk = (node: Node) => {
    if (node.nodeType === Node.TEXT_NODE) {
      parts.push((node.nodeValue ?? '').replace(/[ \t\r\n]+/g, ' '))
    } else if (node instanceof HTMLElement) {
      if (node.tagName === 'BR') parts.push('\n')
      else node.childNodes.forEach(walk)
    }
  }
  cell.childNodes.forEach(walk)
  return parts
    .join('')
    .replace(/ ?\n ?/g, '\n')
    .trim()
    .replaceAll('\u00a0', ' ')
}

/** What stands merged over several rows holds for each of them; over several columns, for the first. */
function unrolled(cells: Cell[][], plain: string[][] | null): string[][] {
  const rows: string[][] = cells.map(() => [])
  const taken: boolean[][] = cells.map(() => [])
  cells.forEach((row, y) => {
    let x = 0
    for (const cell of row) {
      while (taken[y]?.[x]) x += 1
      const text = plain?.[y]?.[x] ?? cell.text
      for (let down = 0; down < cell.down && y + down < cells.length; down += 1) {
        for (let right = 0; right < cell.right; right += 1) {
          const line = taken[y + down]
          const out = rows[y + down]
          if (line) line[x + right] = true
          if (out) out[x + right] = right === 0 ? text : ''
        }
      }
      x += cell.right
    }
  })
  const width = Math.max(0, ...rows.map((it) => it.length))
  return rows.map((row) => Array.from({ length: width }, (_, at) => row[at] ?? ''))
}
