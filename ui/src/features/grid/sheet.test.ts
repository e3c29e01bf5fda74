import { expect, test } from 'vitest'
import { useSheet } from './sheet'

test('a step is taken back whole and done again', () => {
  const sheet = useSheet()
  sheet.write([
    { row: 0, field: 'name', text: '王明' },
    { row: 1, field: 'name', text: '李四' },
  ])
  sheet.write([{ row: 0, field: 'ethnic', text: '汉' }])
  expect(sheet.dirty.value).toHaveLength(2)
  sheet.undo()
  sheet.undo()
  expect(sheet.dirty.value, 'nothing is left to save').toHaveLength(0)
  expect(sheet.canUndo.value).toBe(false)
  sheet.redo()
  expect(sheet.text(sheet.rows.value[1]!, 'name')).toBe('李四')
})

test('a pasted block makes the rows it needs, and blank ones always follow', () => {
  const sheet = useSheet()
  const writes = Array.from({ length: 500 }, (_, row) => ({
    row,
    field: 'name',
    text: `第${row}人`,
  }))
  sheet.write(writes)
  expect(sheet.dirty.value).toHaveLength(500)
  expect(sheet.rows.value.length).toBeGreaterThan(510)
})

test('a text written back to what the store says is no change', () => {
  const sheet = useSheet()
  sheet.add([{ id: 'a', stored: { name: '王明', ethnic: '汉族' } }])
  sheet.write([{ row: 0, field: 'ethnic', text: '满族' }])
  expect(sheet.dirty.value[0]?.written).toEqual({ ethnic: '满族' })
  sheet.write([{ row: 0, field: 'ethnic', text: '汉族' }])
  expect(sheet.dirty.value).toHaveLength(0)
  sheet.write([{ row: 0, field: 'ethnic', text: '' }])
  expect(sheet.dirty.value[0]?.written, 'an emptied cell is one').toEqual({ ethnic: '' })
})

test('a saved row is no longer taken back here', () => {
  const sheet = useSheet()
  sheet.write([
    { row: 0, field: 'ethnic', text: '汉' },
    { row: 1, field: 'ethnic', text: '回' },
  ])
  sheet.saved(sheet.rows.value[0]!.key, 'a', { ethnic: '汉族' })
  sheet.undo()
  expect(sheet.text(sheet.rows.value[0]!, 'ethnic'), 'the saved one stays').toBe('汉族')
  expect(sheet.text(sheet.rows.value[1]!, 'ethnic')).toBe('')
})
