import { expect, test } from 'vitest'
import { fieldNamed } from './fields.fixture'
import { covered, isCovered } from './mask'

const phone = fieldNamed('phone', { sort: 'phone', sensitive: true })
const id = fieldNamed('id_number', { sort: 'id_number', sensitive: true })

test('numbers of people are covered, the office’s own are not', () => {
  expect(covered(phone, '19912342345')).toBe('199****2345')
  expect(covered(id, '34052419800101001X')).toBe('340524********001X')
  expect(covered(phone, '0314-58')).toBe('*****58')
  expect(isCovered(fieldNamed('public_phone', { sort: 'phone' }), '03145800000')).toBe(false)
  expect(isCovered(fieldNamed('address', { sensitive: true }), '前苇塘村 三组')).toBe(false)
})
