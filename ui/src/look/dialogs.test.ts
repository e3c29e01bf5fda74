// In every dialog what goes on stands last, at the right: nobody looks for it.
import { expect, test } from 'vitest'

const sources = import.meta.glob<string>('/src/**/*.vue', {
  query: '?raw',
  import: 'default',
  eager: true,
})

/** Files whose dialog is a list with a button in each line. */
const lists = ['/src/features/record/FoundDrafts.vue']

test('the primary button of a dialog stands last', () => {
  const wrong = []
  let seen = 0
  for (const [file, text] of Object.entries(sources)) {
    for (const [dialog] of text.matchAll(/<ElDialog[\s\S]*?<\/ElDialog>/g)) {
      // What stands in place of something else has its own row of buttons.
      for (const part of dialog.split(/<template v-else/)) {
        const buttons = [...part.matchAll(/<ElButton[^>]*>/g)].map((it) => it[0])
        if (buttons.length > 0) seen += 1
        const goesOn = buttons.map((it) => it.includes('type="primary"'))
        if (goesOn.includes(true) && !goesOn.at(-1) && !lists.includes(file)) wrong.push(file)
      }
    }
  }
  expect(seen).toBeGreaterThan(10)
  expect(wrong).toEqual([])
})

test('nothing of the browser asks or answers by itself', () => {
  const native =
    /(?<![.\w])(alert|confirm|prompt)\((?!\))|window\.(alert|confirm|prompt)\(|<select[\s>]|type="(date|month|time|number|color)"/
  const scripts = Object.entries(sources).filter(([, text]) => native.test(text))
  expect(scripts.map(([file]) => file)).toEqual([])
})
