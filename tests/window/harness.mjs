// What a story of the real window stands on: an office in a folder of its own, a display that no
// screen shows, the program's window driven as a clerk's hands do.
//
//   story('one sentence', { founded: true, roster: true }, async (desk) => {
//     await desk.page.click('new')
//   })
//
// LVZHI_WINDOW names the window's program (default target/debug/lvzhi); `presidium`, which prepares
// offices, lies beside it. Pictures go to target/window.
import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bringingDeputies, fixture, founding } from '../office.mjs'
import { display, driver, wait } from './machine.mjs'
import { openWindow } from './page.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const application = process.env.LVZHI_WINDOW ?? join(root, 'target/debug/lvzhi')
const presidium = join(dirname(application), 'presidium')
const pictures = join(root, 'target/window')

export { fixture }

/**
 * One story of the real window.
 *
 * @param {string} name what holds, in one sentence
 * @param {{founded?: boolean, roster?: boolean}} wish an office that is there already, with its 62 deputies
 * @param {(desk: Desk) => Promise<void>} body
 */
export function story(name, wish, body) {
  test(name, { timeout: 120_000 }, async () => {
    if (!existsSync(application)) throw new Error(`没有 ${application}：请先构建窗口程序`)
    const desk = new Desk(mkdtempSync(join(tmpdir(), 'lvzhi-window-')))
    try {
      if (wish.founded || wish.roster) {
        desk.tell(founding())
      }
      if (wish.roster) desk.tell(bringingDeputies)
      desk.screen = await display()
      await desk.open()
      await body(desk)
    } catch (error) {
      await desk.page?.picture(`failed-${name.slice(0, 24)}`).catch(() => {})
      throw error
    } finally {
      await desk.leave()
    }
  })
}

class Desk {
  constructor(folder) {
    this.folder = folder
    this.store = join(folder, 'store')
  }

  /** Starts the program; `page` is what stands in its window. */
  async open() {
    this.link = await driver({
      DISPLAY: this.screen.name,
      LVZHI_STORE: this.store,
      LVZHI_CHOICES: join(this.folder, 'choices'),
      LANG: 'C.UTF-8',
    })
    this.page = await openWindow(this.link.url, application, pictures)
  }

  /** The next of the system's dialogs is answered with this path. */
  choose(path) {
    appendFileSync(join(this.folder, 'choices'), `${path}\n`)
  }

  /** The program is ended from outside while it runs, as by a power cut. */
  async crash() {
    const { process: holder } = JSON.parse(readFileSync(join(this.store, 'holder.json'), 'utf8'))
    process.kill(holder, 'SIGKILL')
    while (
      existsSync(`/proc/${holder}`) &&
      !readFileSync(`/proc/${holder}/stat`, 'utf8').includes(') Z ')
    )
      await wait(20)
    await this.page.close().catch(() => {})
    this.page = null
    await this.link.stop()
    this.link = null
  }

  /** A command of `presidium`, while no window holds the store. */
  tell(args) {
    try {
      execFileSync(presidium, ['--store', this.store, '--json', ...args], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'pipe'],
      })
    } catch (error) {
      // 3: done in part, the rest listed (an import with findings).
      if (error.status !== 3) throw error
    }
  }

  async leave() {
    await this.page?.close().catch(() => {})
    await this.link?.stop()
    await this.screen?.stop()
    rmSync(this.folder, { recursive: true, force: true })
  }
}
