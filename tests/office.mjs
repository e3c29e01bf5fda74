// The office in which tests of pages and of the window begin.
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))

/** A sheet as townships keep them. */
export const fixture = (name) => join(root, 'fixtures', name)

/** The arguments with which `presidium` founds an office without a password. */
export const founding = (office = '北营房镇人大主席团', clerk = '王秀兰') =>
  [
    'init',
    '--office',
    office,
    '--area',
    '130899102',
    '--term',
    '第十九届',
    '--clerk',
    clerk,
  ].concat('--no-password')

/** The arguments with which it takes in the 62 deputies of the fixture. */
export const bringingDeputies = ['import', 'roster', fixture('代表名册-两行表头.xlsx')]
