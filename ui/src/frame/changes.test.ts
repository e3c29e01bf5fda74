import { effectScope } from 'vue'
import { expect, test } from 'vitest'
import { concerns, inTurn, kindsNaming, kindsOf, tell, useFollowing } from './changes'
import { registers } from './registers'

const register = (key: string, kinds: string[]) => ({
  key,
  kind: kinds[0] ?? '',
  kinds,
  kept_here: true,
  title: key,
  book: '',
  fields: 0,
  records: 0,
  shelf: '',
  shelf_word: '',
  shelf_group: '',
})

test('a view looks again when what it shows changed, and only then', async () => {
  let asked = 0
  const scope = effectScope()
  scope.run(() =>
    useFollowing(
      () => ['visitor', 'deputy'],
      async () => void (asked += 1),
    ),
  )
  await tell(['activity'])
  expect(asked).toBe(0)
  await tell(['activity', 'deputy'])
  expect(asked).toBe(1)
  await tell([])
  expect(asked).toBe(1)
  await tell('any')
  expect(asked).toBe(2)
  scope.stop()
  await tell('any')
  expect(asked).toBe(2)
})

test('a change while a view is asking is answered by one more look, not lost', async () => {
  const answers: (() => void)[] = []
  let asked = 0
  const refresh = inTurn(() => {
    asked += 1
    return new Promise<void>((done) => answers.push(done))
  })
  const first = refresh()
  const second = refresh()
  const third = refresh()
  expect(asked).toBe(1)
  answers.shift()?.()
  await first
  await Promise.resolve()
  expect(asked).toBe(2)
  answers.shift()?.()
  await Promise.all([second, third])
  expect(asked).toBe(2)
})

test('a refused look does not stop the next one', async () => {
  let asked = 0
  const refresh = inTurn(async () => {
    asked += 1
    if (asked === 1) throw new Error('not now')
  })
  await refresh()
  await refresh()
  expect(asked).toBe(2)
})

test('registers name the kinds they show; before they are known nothing is left out', () => {
  registers.value = []
  expect(kindsOf('receptions')).toBe('any')
  registers.value = [register('receptions', ['visitor', 'deputy'])]
  expect(kindsOf('receptions')).toEqual(['visitor', 'deputy'])
  expect(concerns('any', [])).toBe(false)
})

test('where a record is used is asked again when those change that can name it', () => {
  registers.value = [
    register('receptions', ['visitor', 'deputy']),
    register('roster', ['deputy', 'group']),
    register('groups', ['group']),
  ]
  expect(kindsNaming('roster')).toEqual(['visitor'])
  expect(kindsNaming('receptions')).toEqual([])
})
