// Pictures of every page, for the README and for whoever looks after the looks: as it is, at large
// text, on a small screen scaled to 125 %, in an office that has just begun, in error.
//
//   node tests/browser/screens.mjs                 all of them, into docs/screens
//   node tests/browser/screens.mjs home record     those whose names begin so
//   LVZHI_SCREENS=target/screens node …            elsewhere
//
// A new page is one line in `pages`. The program is that of the tests of pages (see harness.mjs).
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { fixture, sit } from './harness.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const out = join(root, process.env.LVZHI_SCREENS ?? 'docs/screens')
const wanted = process.argv.slice(2)
/** No picture is larger, in bytes. */
const largest = 60_000

/** Offices and screens in which pages are looked at. */
const desks = {
  first: () => sit({ founded: false }),
  empty: () => sit(),
  full: () => sit({ prepare: withDemo }),
  22: async () => {
    const desk = await sit({ prepare: withDemo })
    await desk.call('set_look', { text: 22, contrast: false })
    await desk.page.reload()
    return desk
  },
  125: () => sit({ prepare: withDemo, scale: 1.25, size: { width: 1093, height: 614 } }),
}

function withDemo(tell) {
  tell(['demo'])
}

const everywhere = ['full', '22', '125']

/**
 * Every page: its name, its address (or the way to it), the mark that says it stands, what is tidied
 * up after its picture, and the desks at which it is looked at.
 */
const pages = [
  { name: 'start', at: ['first'], see: 'found' },
  { name: 'home', path: '/', see: 'recent', at: [...everywhere, 'empty'] },
  { name: 'search', path: '/', go: search, see: 'found-line', at: ['full'] },
  { name: 'list', path: '/r/roster', see: 'rows', at: everywhere },
  { name: 'list', path: '/r/roster', see: 'empty', at: ['empty'] },
  {
    name: 'list-filter',
    path: '/r/roster',
    go: press('filter-sex'),
    see: 'filter-panel',
    at: ['full', '22'],
  },
  {
    name: 'list-columns',
    path: '/r/roster',
    go: press('columns'),
    see: 'columns-dialog',
    at: everywhere,
  },
  {
    name: 'list-receptions',
    path: '/r/receptions',
    see: 'rows',
    at: ['full', '125'],
  },
  {
    name: 'list-opinions',
    path: '/r/opinions',
    see: 'rows',
    at: ['full', '125'],
  },
  {
    name: 'record-deputy',
    path: '/r/roster',
    go: press('row-name'),
    see: 'save',
    at: everywhere,
  },
  {
    name: 'record-visitor',
    path: '/r/receptions',
    go: press('row-name'),
    see: 'save',
    at: ['full'],
  },
  {
    name: 'record-opinion',
    path: '/r/opinions',
    go: press('row-name'),
    see: 'steps',
    at: everywhere,
  },
  {
    name: 'record-step',
    path: '/r/opinions',
    go: step,
    see: 'step-do',
    at: everywhere,
  },
  {
    name: 'record-activity',
    path: '/r/activities',
    go: press('row-name'),
    see: 'save',
    at: ['full'],
  },
  {
    name: 'record-new',
    path: '/r/receptions/new',
    see: 'save',
    at: ['full', 'empty'],
  },
  {
    name: 'record-fault',
    path: '/r/roster/new',
    go: fault,
    see: 'fault-name',
    at: ['empty', '22'],
  },
  {
    name: 'history',
    path: '/r/opinions',
    go: pressed('row-name', 'history'),
    see: 'history-list',
    at: ['full'],
  },
  { name: 'grid', path: '/r/receptions/grid', see: 'grid-row', at: everywhere },
  {
    name: 'import',
    path: '/r/roster/import',
    see: 'choose-file',
    at: ['full', '22'],
  },
  {
    name: 'import-preview',
    path: '/r/roster/import',
    go: preview,
    see: 'preview',
    at: [...everywhere, 'empty'],
  },
  {
    name: 'matter',
    path: '/r/opinions',
    go: matter,
    see: 'way',
    at: everywhere,
  },
  {
    name: 'matters-slips',
    path: '/matters/slips',
    see: 'slip-paid',
    at: everywhere,
  },
  {
    name: 'reception-day',
    path: '/receptions/day',
    see: 'day-facts',
    at: everywhere,
  },
  {
    name: 'reception-plan',
    path: '/receptions/plan',
    see: 'rota',
    at: ['full', '22'],
  },
  {
    name: 'attendance',
    path: '/r/activities',
    go: attendance,
    see: 'sheet',
    at: everywhere,
  },
  {
    name: 'contacts-tick',
    path: '/contacts/tick',
    see: 'tick-list',
    at: ['full', '22'],
  },
  { name: 'dossiers', path: '/dossiers', see: 'dossier-row', at: everywhere },
  {
    name: 'dossier',
    path: '/dossiers',
    go: press('dossier-row'),
    see: 'part-contact',
    at: everywhere,
  },
  { name: 'book-pages', path: '/pages/receptions', see: 'page', at: ['full'] },
  {
    name: 'figures',
    path: '/figures',
    see: 'figures',
    at: [...everywhere, 'empty'],
  },
  {
    name: 'inspection',
    path: '/inspection',
    see: 'inspection-books',
    at: [...everywhere, 'empty'],
  },
  {
    name: 'settings-calendar',
    path: '/settings/calendar',
    see: 'settings-users',
    at: ['full'],
  },
  {
    name: 'structure',
    path: '/structure',
    see: 'structure-all',
    at: everywhere,
  },
  {
    name: 'print',
    path: '/r/roster',
    go: press('print'),
    see: 'print-pages',
    at: everywhere,
    settle: 1500,
  },
  { name: 'forms', path: '/print', see: 'form-roster', at: ['full', '125'] },
  { name: 'operations', path: '/operations', see: 'operation', at: everywhere },
  { name: 'help', path: '/help', see: 'help-contents', at: ['full', '125'] },
  {
    name: 'settings-office',
    path: '/settings/office',
    see: 'settings-users',
    at: ['full'],
  },
  {
    name: 'settings-lists',
    path: '/settings/lists',
    see: 'settings-users',
    at: ['full'],
  },
  {
    name: 'settings-scheme',
    path: '/settings/scheme',
    see: 'settings-users',
    at: everywhere,
  },
  {
    name: 'settings-users',
    path: '/settings/users',
    see: 'settings-users',
    at: ['full'],
  },
  {
    name: 'settings-security',
    path: '/settings/security',
    see: 'settings-users',
    at: ['full'],
  },
  {
    name: 'settings-copies',
    path: '/settings/copies',
    see: 'settings-users',
    at: ['full', '22'],
  },
  {
    name: 'settings-place',
    path: '/settings/place',
    see: 'settings-users',
    at: ['full'],
  },
  {
    name: 'settings-look',
    path: '/settings/look',
    see: 'settings-users',
    at: ['full'],
  },
  { name: 'error-list', path: '/', go: cutOff, see: 'failed', at: ['empty'] },
  {
    name: 'error-import',
    path: '/r/roster/import',
    go: noSheet,
    see: 'choose-file',
    at: ['empty'],
  },
  {
    name: 'work',
    path: '/r/roster',
    go: working,
    see: 'work',
    after: worked,
    at: ['full', '22'],
  },
  {
    name: 'unlocking',
    path: '/',
    go: locked,
    see: 'unlock',
    at: ['empty', '22'],
  },
]

function press(mark) {
  return (desk) => desk.see(mark).click()
}

function pressed(...marks) {
  return async (desk) => {
    for (const mark of marks) await desk.see(mark).click()
  }
}

/** The first matter that waits for a step, with what the step asks for. */
async function step(desk) {
  const rows = await desk.rows('opinions', { order: '收到日期', descending: true, limit: 1 })
  await desk.goto(`/r/opinions/${rows[0].id}`)
  await desk.page.locator('[data-test^="step-"]:not([disabled])').first().click()
}

/** The first matter's own page. */
async function matter(desk) {
  const rows = await desk.rows('opinions', { limit: 1 })
  await desk.goto(`/r/opinions/${rows[0].id}/course`)
}

async function attendance(desk) {
  const rows = await desk.rows('activities', { limit: 1 })
  await desk.goto(`/r/activities/${rows[0].id}/attendance`)
}

async function search(desk) {
  await desk.page.keyboard.press('Control+f')
  await desk.see('find').fill('路灯')
}

async function fault(desk) {
  await desk.see('save').click()
}

async function preview(desk) {
  await desk.offer(fixture('县级模板-含错误.xlsx'), () => desk.see('choose-file').click())
  await desk.see('preview').waitFor()
  // Where the button was, a row now lies under the pointer.
  await desk.page.mouse.move(0, 0)
}

/** The program does not answer any more. */
async function cutOff(desk) {
  await desk.page.route('**/invoke/list', (route) => route.abort())
  await desk.goto('/r/roster')
  await desk.see('failed').waitFor()
  await desk.page.unroute('**/invoke/list')
}

async function noSheet(desk) {
  await desk.see('choose-file').waitFor()
  const file = join(mkdtempSync(join(tmpdir(), 'lvzhi-screens-')), '照片.xlsx')
  writeFileSync(file, 'no sheet')
  await desk.offer(file, () => desk.see('choose-file').click())
  await desk.page.locator('[data-test=notice]').first().waitFor()
}

/** Long work, held on to: the program is asked how far it is, and a command does not come back. */
async function working(desk) {
  const progress = {
    word: '导入代表名册',
    done: 18_400,
    total: 60_000,
    stopping: false,
  }
  await desk.page.route('**/task', (route) => route.fulfill({ json: progress }))
  await desk.page.route('**/invoke/totals', () => {})
  await desk.see('rows').waitFor()
  await desk.see('voided').click()
}

async function worked(desk) {
  await desk.page.unroute('**/task')
  await desk.page.unroute('**/invoke/totals')
}

async function locked(desk) {
  await desk.call('set_password', { new: '红旗渠水' })
  await desk.call('lock', {})
  await desk.page.reload()
  await desk.see('password-input').fill('红旗')
  await desk.see('unlock').click()
  await desk.page.getByText('口令不对').waitFor()
}

/** The picture as WebP: lossless where that is small enough, else as good as fits. */
function keep(png, name) {
  const file = join(out, `${name}.webp`)
  const write = (...how) => execFileSync('convert', ['-', ...how, file], { input: png })
  write('-define', 'webp:lossless=true', '-quality', '100')
  for (let quality = 90; statSync(file).size > largest && quality >= 30; quality -= 10)
    write('-quality', String(quality))
  if (statSync(file).size > largest) write('-resize', '75%', '-quality', '60')
}

const chosen = pages.filter(
  (it) => wanted.length === 0 || wanted.some((name) => it.name.startsWith(name)),
)
if (wanted.length === 0) rmSync(out, { recursive: true, force: true })
mkdirSync(out, { recursive: true })
const missed = []
for (const [place, open] of Object.entries(desks)) {
  const here = chosen.filter((it) => it.at.includes(place))
  if (here.length === 0) continue
  const desk = await open()
  for (const { name, path, go, see, settle, after } of here) {
    const full = place === 'full' || place === 'first' ? name : `${name}-${place}`
    try {
      // Away and back, so that nothing of the page before stands open.
      await desk.page.keyboard.press('Escape')
      if (path) {
        await desk.page.goto('about:blank')
        await desk.page.goto(new URL(`/#${path}`, desk.served.url).href)
      }
      await go?.(desk)
      await desk.see(see).waitFor()
      await desk.page.waitForTimeout(settle ?? 450)
      keep(await desk.page.screenshot(), full)
    } catch (error) {
      missed.push(`${full}: ${String(error.message).split('\n')[0]}`)
      keep(await desk.page.screenshot(), `${full}-missed`)
    } finally {
      await after?.(desk)
    }
  }
  await desk.close()
}
console.log(`${chosen.length} pages in ${out}`)
if (missed.length > 0) {
  console.error(`not seen:\n${missed.join('\n')}`)
  process.exitCode = 1
}
