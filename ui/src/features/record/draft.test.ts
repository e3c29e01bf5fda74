import { expect, test } from 'vitest'
import { useDraft } from './draft'

test('only what differs is saved', () => {
  const draft = useDraft()
  draft.follow({ name: '丁霞华', post: '书记' })
  draft.write('post', '主任')
  draft.write('name', '丁霞华')
  expect(draft.edits.value, 'a field written back to its old text is no edit').toEqual({
    post: '主任',
  })
  draft.write('post', '')
  expect(draft.edits.value, 'an emptied field is an edit').toEqual({ post: '' })
})

test('a save says what was seen of a field, also when somebody else changed it meanwhile', () => {
  const draft = useDraft()
  draft.follow({ post: '书记', phone: '1' })
  draft.write('post', '主任')
  draft.follow({ post: '副书记', phone: '2' })
  expect(draft.seen(), 'what stood when the clerk began').toEqual({ post: '书记' })
  draft.settle('post', '副书记', true)
  expect(draft.text('post'), '用我的').toBe('主任')
  expect(draft.seen()).toEqual({ post: '副书记' })
  draft.settle('post', '副书记', false)
  expect(draft.text('post'), '用他的').toBe('副书记')
  expect(draft.dirty.value).toBe(false)
})

test('what the clerk is writing survives a refresh', () => {
  const draft = useDraft()
  draft.follow({ name: '丁霞华', post: '书记' })
  draft.write('post', '主任')
  draft.follow({ name: '丁霞花', post: '副书记' })
  expect(draft.text('post'), 'the edited field keeps the clerk’s text').toBe('主任')
  expect(draft.text('name'), 'the others follow the store').toBe('丁霞花')
  draft.discard()
  expect(draft.text('post'), 'discarding shows the store again').toBe('副书记')
  expect(draft.dirty.value, 'and nothing is left to save').toBe(false)
})
