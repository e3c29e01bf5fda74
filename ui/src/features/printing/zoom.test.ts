import { describe, expect, it } from 'vitest'
import { stepped, widthOf } from './zoom'

const landscape = { width: 297, height: 210 }

describe('zoom', () => {
  it('fits a page to the width, or whole into the room', () => {
    expect(widthOf('width', landscape, { width: 900, height: 300 })).toBe(900)
    expect(Math.round(widthOf('page', landscape, { width: 900, height: 300 }))).toBe(424)
    expect(Math.round(widthOf(1, landscape, { width: 10, height: 10 }))).toBe(1123)
  })

  it('steps from whatever is shown, and stops at the ends', () => {
    const natural = widthOf(1, landscape, { width: 0, height: 0 })
    expect(stepped(natural, landscape, 1)).toBe(1.25)
    expect(stepped(natural * 0.9, landscape, -1)).toBe(0.8)
    expect(stepped(natural * 9, landscape, 1)).toBe(3)
    expect(stepped(natural * 0.1, landscape, -1)).toBe(0.5)
  })
})
