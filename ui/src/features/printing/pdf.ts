// pdf.js: papers as pictures, because a PDF in a frame stays blank in WebKitGTK.
import type { PDFDocumentProxy } from 'pdfjs-dist'
import worker from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url'

/** A paper opened for looking at. */
export type Paper = PDFDocumentProxy

/** Opens a paper. The reader of PDF is loaded with the first one. */
export async function openPaper(data: Uint8Array): Promise<Paper> {
  const reader = await import('pdfjs-dist/legacy/build/pdf.mjs')
  reader.GlobalWorkerOptions.workerSrc = worker
  // Our papers hold their faces and plain pictures: nothing else has to be fetched or compiled.
  return reader.getDocument({ data, useSystemFonts: false, useWasm: false, enableXfa: false })
    .promise
}

/** Dots of a canvas: above this, WebKit draws nothing. */
const mostDots = 16_000_000

/**
 * Draws a page so wide (in CSS pixels); answers its height. `stopped` is asked before the canvas is
 * touched, so that an older drawing does not overtake a newer one.
 */
export async function drawPage(
  paper: Paper,
  number: number,
  canvas: HTMLCanvasElement,
  width: number,
  stopped: () => boolean = () => false,
): Promise<number> {
  const page = await paper.getPage(number)
  const natural = page.getViewport({ scale: 1 })
  const height = (width * natural.height) / natural.width
  const sharp = Math.min(window.devicePixelRatio || 1, Math.sqrt(mostDots / (width * height)))
  const viewport = page.getViewport({ scale: (width / natural.width) * sharp })
  const drawn = document.createElement('canvas')
  drawn.width = Math.floor(viewport.width)
  drawn.height = Math.floor(viewport.height)
  await page.render({ canvas: drawn, viewport }).promise
  if (stopped()) return height
  canvas.width = drawn.width
  canvas.height = drawn.height
  canvas.style.width = `${width}px`
  canvas.style.height = `${height}px`
  canvas.getContext('2d')?.drawImage(drawn, 0, 0)
  return height
}

/** Width and height of a page in millimetres. */
export async function sizeOf(
  paper: Paper,
  number: number,
): Promise<{ width: number; height: number }> {
  const { width, height } = (await paper.getPage(number)).getViewport({ scale: 1 })
  return { width: (width * 25.4) / 72, height: (height * 25.4) / 72 }
}
