// What a test of a page stands on: an office in a folder of its own, served by the real program to
// Chromium as to a clerk's browser.
//
//   const desk = await sit({ roster: true })      // founded, 62 deputies in
//   await desk.page.locator('[data-test=total]').waitFor()
//   desk.tell(['list', 'roster', '--limit', '1'])  // before `sit` opens the store: see `prepare`
//   await desk.look('roster')                      // picture in target/browser
//   await desk.isFitForAll()                       // axe: no serious finding
//   await desk.leave()
//
// LVZHI_PROGRAM names the program (default target/debug/presidium). LVZHI_PAGES=dist takes the pages
// from ui/dist instead of those inside the program, so that a page can be tried after `vite build`
// without compiling; so does any other folder of built pages. LVZHI_TEXT=22 draws every picture at
// that text size.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { after } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bringingDeputies, fixture, founding } from '../office.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const fromUi = createRequire(join(root, 'ui/package.json'))
const { chromium } = fromUi('playwright-core')
const axeSource = readFileSync(fromUi.resolve('axe-core/axe.min.js'), 'utf8')

const program = process.env.LVZHI_PROGRAM ?? join(root, 'target/debug/presidium')
const pages = process.env.LVZHI_PAGES
const dist = pages === 'dist' ? join(root, 'ui/dist') : pages
const pictures = join(root, 'target/browser')
const patience = 15_000

export { fixture }

/** The day on which all tests of pages take place. */
export const today = '2026-11-24'

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/**
 * Opens the program in a browser.
 *
 * @param {object} [wish]
 * @param {boolean} [wish.founded] an office is there (default); else the first start
 * @param {string} [wish.office] what the office is called
 * @param {string} [wish.clerk] who sits there
 * @param {boolean} [wish.roster] with the 62 deputies of the fixture
 * @param {(tell: (args: string[]) => any, beside: (name: string) => (args: string[]) => any,
 *   file: (name: string) => string) => void} [wish.prepare] commands before the page opens; to other
 *   stores as well, with files in a folder of this test
 * @param {{width: number, height: number}} [wish.size] of the window; 1366×768
 * @param {number} [wish.scale] of the system, e.g. 1.25
 */
export async function sit(wish = {}) {
  if (!existsSync(program))
    throw new Error(`没有 ${program}：请先 cargo build --workspace --bins --examples`)
  const folder = mkdtempSync(join(tmpdir(), 'lvzhi-browser-'))
  const store = join(folder, 'store')
  const tell = (args) => command(store, args)
  if (wish.founded !== false) {
    tell(founding(wish.office, wish.clerk))
  }
  if (wish.roster) tell(bringingDeputies)
  const beside = (name) => (args) => command(join(folder, name), args)
  wish.prepare?.(tell, beside, (name) => join(folder, name))

  const served = await serve(store)
  const browser = await chromium.launch({
    executablePath: browsers.find((it) => existsSync(it)),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
  const context = await browser.newContext({
    viewport: wish.size ?? { width: 1366, height: 768 },
    deviceScaleFactor: wish.scale ?? 1,
    locale: 'zh-CN',
    acceptDownloads: true,
  })
  const page = await context.newPage()
  page.setDefaultTimeout(patience)
  const desk = new Desk({ folder, store, served, browser, context, page })
  // A test that fails on its way leaves nothing running that would keep the others waiting.
  after(() => desk.close())
  page.on('pageerror', (error) => desk.troubles.push(String(error)))
  page.on('console', (line) => {
    // A calm refusal is answered with 422, which the browser notes by itself.
    if (line.type() === 'error' && !line.text().includes('status of 422'))
      desk.troubles.push(line.text())
  })
  await page.goto(served.url)
  if (dist) {
    await page.route('**/*', pagesOfDisk)
    await page.goto(new URL('/', served.url).href)
  }
  // Until the first page stands, the router has not begun to follow addresses.
  await page.locator('main :is(h1, h2)').first().waitFor()
  return desk
}

class Desk {
  constructor(parts) {
    Object.assign(this, parts)
    /** What the page complained of; `leave` fails on it unless it was forgiven. */
    this.troubles = []
  }

  /** The thing with this mark. */
  see(mark) {
    return this.page.locator(`[data-test="${mark}"]`).first()
  }

  /** Goes to a page by its address within the program, e.g. `/r/roster`. */
  async goto(path) {
    await this.page.evaluate((it) => (location.hash = `#${it}`), path)
  }

  /** Does a command as the page does; the answer, or the refusal thrown. */
  async call(command, request) {
    const answer = await this.page.evaluate(
      async ([command, request]) => {
        const response = await fetch(`/invoke/${command}`, {
          method: 'POST',
          headers: {
            'Content-Type': 'application/json',
            'X-Lvzhi-Key': sessionStorage.getItem('lvzhi.key'),
          },
          body: JSON.stringify(request),
        })
        const next = response.headers.get('X-Lvzhi-Key')
        if (next) sessionStorage.setItem('lvzhi.key', next)
        return { ok: response.ok, body: await response.json() }
      },
      [command, request],
    )
    if (!answer.ok) throw Object.assign(new Error(answer.body.message), answer.body)
    return answer.body
  }

  /** The rows of a register's list; `more` narrows it as a request of `list` does. */
  async rows(register, more = {}) {
    return (await this.call('list', { register, ...more })).rows
  }

  /** Gives a file to the next file chooser that `act` opens. */
  async offer(file, act) {
    const chooser = this.page.waitForEvent('filechooser')
    await act()
    await (await chooser).setFiles(file)
  }

  /** A picture of what is on the screen, in target/browser. */
  async look(name) {
    mkdirSync(pictures, { recursive: true })
    await this.page.screenshot({ path: join(pictures, `${name}.png`) })
  }

  /** At this text size from now on. */
  async atText(size) {
    await this.page.evaluate((it) => (document.documentElement.dataset.text = String(it)), size)
    await this.page.waitForTimeout(150)
  }

  /** Nothing on the page hinders people who see or hear badly. */
  async isFitForAll(within = undefined) {
    // Run in an isolated script, since the page's own policy forbids injected ones.
    const session = await this.context.newCDPSession(this.page)
    // Colours are judged as they stay: a button that has just become usable is still on its way.
    const still = `Promise.all(document.getAnimations().filter((it) => Number.isFinite(it.effect?.getComputedTiming().endTime)).map((it) => it.finished.catch(() => {})))`
    const run = `${axeSource}; ${still}.then(() => axe.run(${within ? JSON.stringify(within) : 'document'}, {resultTypes: ['violations']})).then((it) => JSON.stringify(it.violations))`
    const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
      expression: run,
      awaitPromise: true,
      returnByValue: true,
    })
    await session.detach()
    if (exceptionDetails)
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    const grave = JSON.parse(result.value).filter((it) =>
      ['serious', 'critical'].includes(it.impact),
    )
    const told = grave.map(
      (it) =>
        `${it.id}: ${it.help}\n${it.nodes
          .slice(0, 4)
          .map(
            (node) =>
              `  ${node.html.slice(0, 160)}\n  ${node.failureSummary?.replaceAll('\n', ' ')}`,
          )
          .join('\n')}`,
    )
    assert.deepEqual(told, [], `axe finds nothing serious`)
  }

  /** The page is not wider than the window: nobody scrolls sideways. */
  async fitsTheScreen() {
    const [wide, room] = await this.page.evaluate(() => [
      document.documentElement.scrollWidth,
      innerWidth,
    ])
    assert.ok(wide <= room, `the page is ${wide} wide in a window of ${room}`)
  }

  /** Composes text as an input method does: keys first, the text at the end. */
  async compose(text, steps = [text.slice(0, 1), text]) {
    const session = await this.context.newCDPSession(this.page)
    for (const step of steps) {
      await session.send('Input.imeSetComposition', {
        text: step,
        selectionStart: step.length,
        selectionEnd: step.length,
      })
    }
    await session.send('Input.insertText', { text })
    await session.detach()
  }

  /** Closes everything. */
  async close() {
    await this.browser.close()
    await this.served.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }

  /** Closes everything; complaints of the page fail the test. */
  async leave({ forgiving = false } = {}) {
    await this.close()
    if (!forgiving) assert.deepEqual(this.troubles, [], 'the page complained of nothing')
  }
}

function command(store, args) {
  const { status, stdout, stderr } = spawnSync(
    program,
    ['--store', store, '--on', today, '--json', ...args],
    {
      encoding: 'utf8',
    },
  )
  // 3: done in part, the rest listed (an import with findings).
  if (status !== 0 && status !== 3) throw new Error(`${args.join(' ')}: ${stderr}`)
  return stdout.trim() ? JSON.parse(stdout) : null
}

async function serve(store) {
  const child = spawn(program, ['--store', store, '--on', today, '--json', 'serve'], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  let complained = ''
  child.stderr.on('data', (it) => (complained += it))
  const url = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`没有给出地址：${complained}`)), patience)
    child.stdout.on('data', (it) => {
      said += it
      const line = said.split('\n').find((one) => one.includes('http://'))
      if (!line) return
      clearTimeout(timer)
      resolve(JSON.parse(line).url)
    })
    child.once('exit', () => reject(new Error(`程序结束了：${complained}`)))
  })
  return {
    url,
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function pagesOfDisk(route) {
  const { pathname, search } = new URL(route.request().url())
  const file = join(dist, pathname === '/' ? 'index.html' : pathname)
  if (search || !existsSync(file) || /^\/(invoke|upload|download|link|fetch|task)/.test(pathname)) {
    await route.fallback()
    return
  }
  await route.fulfill({
    body: readFileSync(file),
    contentType: types[extname(file)] ?? 'application/octet-stream',
  })
}
