import { beforeEach, expect, test, vi } from 'vitest'

const set = vi.fn<(request: { name: string; value: string | null }) => Promise<object>>(
  async () => ({}),
)
vi.mock('@/platform', () => ({
  commands: {
    preferences: async () => ({ values: { 'columns.roster': '["name","sex"]', odd: 'not json' } }),
    set_preference: set,
  },
  asRefusal: (thrown: unknown) => thrown,
}))
const { loadPreferences, preference, usePreference } = await import('./preferences')

beforeEach(() => loadPreferences())

test('a preference is what was kept, else what the caller says', () => {
  expect(preference('columns.roster', [])).toEqual(['name', 'sex'])
  expect(preference('none', 3)).toBe(3)
  expect(preference('odd', 3), 'what cannot be read is as if it were not there').toBe(3)
})

test('setting it keeps it', () => {
  const size = usePreference('page.size', 50)
  size.value = 100
  expect(size.value).toBe(100)
  expect(set).toHaveBeenCalledWith({ name: 'page.size', value: '100' })
})
