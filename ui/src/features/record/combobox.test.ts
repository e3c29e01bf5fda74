import { expect, test, vi } from 'vitest'
import { fieldNamed } from './fields.fixture'
import { useCombobox } from './combobox'

const asked = vi.hoisted(() => ({ list: vi.fn(), schema: vi.fn() }))
vi.mock('@/platform', () => ({ commands: asked, asRefusal: (it: unknown) => it }))

const person = (name: string) => ({ id: name, values: { name }, title: name })

test('nothing is taken from a list that answers a shorter text', async () => {
  asked.schema.mockResolvedValue({ name_field: 'name', listed: [], fields: [] })
  let answer: (page: unknown) => void = () => {}
  asked.list.mockResolvedValueOnce({ rows: [person('张建国')] })
  asked.list.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
  const field = fieldNamed('members', { sort: 'refs', register: 'roster' })
  const [pick, early] = [vi.fn(), vi.fn()]
  const box = useCombobox({ field: () => field, pick, early, restore: () => false })
  await box.look('z', null)
  expect(box.marked.value?.name).toBe('张建国')
  const later = box.look('zqx', null)
  expect(box.open.value, 'the list stays where it is').toBe(true)
  expect(box.marked.value).toBeNull()
  box.keydown(new KeyboardEvent('keydown', { key: 'Enter' }), 'zqx')
  expect(pick).not.toHaveBeenCalled()
  expect(early).toHaveBeenCalledWith('zqx')
  await vi.waitFor(() => expect(asked.list).toHaveBeenCalledTimes(2))
  answer({ rows: [] })
  await later
})
