// Addresses of all pages, for tests that look at every one of them.
import { readFileSync } from 'node:fs'
import { founding } from '../office.mjs'
import { fixture } from './harness.mjs'

/** Names as long as there are. */
export const long = {
  office: '积石山保安族东乡族撒拉族自治县吹麻滩镇人大主席团',
  clerk: '阿卜杜热合曼·买买提依明',
}

/** Addresses of pages as the router has them. */
const routes = [
  ...readFileSync(new URL('../../ui/src/frame/routes.ts', import.meta.url), 'utf8').matchAll(
    /path: '([^']+)'/g,
  ),
].map((it) => it[1])

const settings = readFileSync(
  new URL('../../ui/src/features/settings/parts.ts', import.meta.url),
  'utf8',
)

/** Counts what the page asks for, so that it is looked at when all has come. */
export function counting(desk) {
  // A set and no count: what was asked for before has an end here and no beginning.
  const open = new Set()
  desk.page.on('request', (it) => /\/(invoke|fetch|upload)\//.test(it.url()) && open.add(it))
  const ended = (it) => open.delete(it)
  desk.page.on('requestfinished', ended)
  desk.page.on('requestfailed', ended)
  return async () => {
    for (let calm = 0, turns = 0; calm < 3 && turns < 200; turns += 1) {
      await desk.page.waitForTimeout(15)
      calm = open.size === 0 ? calm + 1 : 0
    }
    // Long work that shows itself is awaited as well.
    await desk.page.waitForFunction(() => !document.querySelector('[data-test=work]'))
  }
}

/** Whether an address is one of a route's. */
const matches = (route, path) =>
  new RegExp(
    `^${route.replace(/\/:(\w+)\?/g, '(?:/[^/?]+)?').replace(/:(\w+)/g, '[^/?]+')}(?:\\?.*)?$`,
  ).test(path)

async function registersOf(desk) {
  return (await desk.call('registers', {})).map((it) => it.key)
}

async function firstOf(desk, register) {
  const rows = await desk.rows(register, { limit: 1 })
  return rows[0]?.id ?? null
}

/** Pages that stand once, whatever is in the office. */
const single = [
  '/',
  '/chair',
  '/settling',
  '/conflicts',
  '/r/roster/join',
  '/figures',
  '/dossiers',
  '/matters/sample',
  '/matters/slips',
  '/receptions/day',
  '/receptions/plan',
  '/contacts/tick',
  '/plans/copy',
  '/structure',
  '/inspection',
  '/print',
  '/operations',
  '/exchange',
  '/exchange/send',
  '/exchange/receive',
  '/exchange/enrol',
  '/border',
  '/border/make',
  '/border/take',
  '/border/totals',
  '/border/handdown',
  '/help',
  ...[...settings.matchAll(/key: '(\w+)'/g)].map((it) => `/settings/${it[1]}`),
]

/** Every address in a new office. */
export async function inNewOffice(desk) {
  return [
    ...single,
    ...['roster', 'receptions', 'opinions', 'plans'].map((it) => `/r/${it}`),
    ...['roster', 'receptions', 'opinions', 'suggestions', 'activities', 'meetings', 'proxies'].map(
      (it) => `/r/${it}/new`,
    ),
    '/r/roster/import',
    '/r/receptions/grid',
    '/pages/receptions',
  ].map((path) => ({ path }))
}

/** A year in the office, of which the county above was sent something; for `sit`'s `prepare`. */
export function aYear(tell, beside, file) {
  tell(['demo'])
  const county = beside('county')
  county(founding('青禾县人大常委会', '李红梅'))
  const card = file('收件卡.rdk')
  const { fingerprint } = county(['submission', 'card', '--out', card])
  tell(['submission', 'card', card, '--fingerprint', fingerprint])
  tell(['submission', 'make', '--what', 'figures', '--out', file('上报.rds')])
}

/** Every address in an office with a year in it. */
export async function inFullOffice(desk) {
  const registers = await registersOf(desk)
  const first = Object.fromEntries(
    await Promise.all(registers.map(async (it) => [it, await firstOf(desk, it)])),
  )
  const records = registers.filter((it) => first[it])
  const addresses = [
    ...single,
    ...registers.map((it) => `/r/${it}`),
    ...['roster', 'receptions', 'activities', 'opinions'].map((it) => `/r/${it}/grid`),
    ...['roster', 'receptions', 'opinions'].map((it) => `/r/${it}/import`),
    ...['roster', 'receptions', 'activities', 'opinions'].map((it) => `/r/${it}/new`),
    ...records.map((it) => `/r/${it}/${first[it]}`),
    `/r/opinions/${first.opinions}/course`,
    `/r/suggestions/${first.suggestions}/course`,
    `/r/reception_days/${first.reception_days}/notice`,
    `/r/activities/${first.activities}/attendance`,
    `/dossiers/${first.roster}`,
    `/dossiers/${first.roster}/across`,
    ...['receptions', 'activities', 'opinions'].map((it) => `/pages/${it}`),
    ...(first.submissions ? [`/border/sent/${first.submissions}`] : []),
  ].map((path) => ({ path }))
  addresses.push({
    path: '/r/roster/import?',
    name: 'preview',
    go: async () => {
      await desk.offer(fixture('县级模板-含错误.xlsx'), () => desk.see('choose-file').click())
      await desk.see('preview').waitFor()
    },
  })
  return addresses
}

/** Routes that none of these addresses belongs to; the first start has an office of its own. */
export function unvisited(addresses) {
  return routes.filter(
    (route) => route !== '/start' && !addresses.some((it) => matches(route, it.path)),
  )
}
