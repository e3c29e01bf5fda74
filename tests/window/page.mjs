// The window as a clerk meets it: things are found by their `data-test` mark.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const fromUi = createRequire(new URL('../../ui/package.json', import.meta.url))
export const { Key } = fromUi('selenium-webdriver')
const { Builder, By, Capabilities, until } = fromUi('selenium-webdriver')

const patience = 20_000

/** Opens the program's window through the driver. */
export async function openWindow(url, application, pictures) {
  const capabilities = new Capabilities()
  capabilities.setBrowserName('wry')
  capabilities.set('tauri:options', { application })
  const session = await new Builder().withCapabilities(capabilities).usingServer(url).build()
  mkdirSync(pictures, { recursive: true })
  return new Page(session, pictures)
}

class Page {
  constructor(session, pictures) {
    this.session = session
    this.pictures = pictures
  }

  /** The thing with this mark, once it is there and can be seen. */
  async see(mark) {
    const found = By.css(`[data-test="${mark}"]`)
    const element = await this.session.wait(
      until.elementLocated(found),
      patience,
      `没有出现 ${mark}`,
    )
    return this.session.wait(until.elementIsVisible(element), patience, `看不见 ${mark}`)
  }

  async read(mark) {
    const element = await this.see(mark)
    // WebKit gives no text for what a clipped cell holds.
    return (await element.getText()) || ((await element.getAttribute('textContent')) ?? '').trim()
  }

  /** Clicks it once it can be clicked: what still fades away over it, or is drawn anew, is waited for. */
  async click(mark) {
    const passing = ['ElementClickInterceptedError', 'StaleElementReferenceError']
    await this.until(async () => {
      const element = await this.see(mark)
      if (!(await element.isEnabled().catch(() => false))) return false
      try {
        await this.session.executeScript(
          'arguments[0].scrollIntoView({ block: "nearest" })',
          element,
        )
        await element.click()
        return true
      } catch (error) {
        if (passing.includes(error.name)) return false
        throw error
      }
    }, `${mark} 不能点`)
  }

  /** Replaces the text of a field as typing does. */
  async write(mark, text) {
    const marked = await this.see(mark)
    const inner = await marked.findElements(By.css('input, textarea'))
    const field = inner[0] ?? marked
    const old = (await field.getAttribute('value')) ?? ''
    await this.session.executeScript('arguments[0].scrollIntoView({ block: "center" })', field)
    await field.click()
    if (old !== '') await field.sendKeys(Key.END, ...Array.from(old, () => Key.BACK_SPACE))
    if (text !== '') await field.sendKeys(text)
  }

  /** Chooses from what a field unfolds; what stands behind the word explains it. */
  async choose(mark, option) {
    await this.click(mark)
    // Every field has a list of its own; one is unfolded, and scrolled as far as the eye needs it.
    const unfolded = `
      const all = [...document.querySelectorAll('[role="option"]')]
      const it = all.find((one) => one.textContent.trim().split('　')[0] === arguments[0] && one.offsetParent !== null)
      it?.scrollIntoView({ block: 'nearest' })
      return it ?? null`
    const element = await this.session.wait(
      () => this.session.executeScript(unfolded, option),
      patience,
      `没有“${option}”可选`,
    )
    await this.session.wait(until.elementIsVisible(element), patience, `看不见“${option}”`)
    await element.click()
  }

  /**
   * Presses keys wherever the keyboard stands. A chord ends with a sign that lets its keys go, which the
   * driver types into the field where there was no key to let go: one key alone is no chord.
   */
  async press(...keys) {
    await this.session
      .switchTo()
      .activeElement()
      .sendKeys(keys.length > 1 ? Key.chord(...keys) : keys[0])
  }

  /** Goes to a page by its address within the program, e.g. `/r/roster`. */
  async goto(path) {
    await this.session.executeScript('location.hash = `#${arguments[0]}`', path)
  }

  /** The program's clock goes on by so many minutes at once. */
  async letPass(minutes) {
    await this.session.executeScript(
      'const now = Date.now; Date.now = () => now() + arguments[0]',
      minutes * 60_000,
    )
  }

  /** Nothing with this mark is there any more. */
  async gone(mark) {
    const found = By.css(`[data-test="${mark}"]`)
    await this.until(
      async () => (await this.session.findElements(found)).length === 0,
      `${mark} 还在`,
    )
  }

  /** Everything that stands on the page. */
  async text() {
    return this.session.executeScript('return document.body.textContent')
  }

  async valueOf(mark) {
    const marked = await this.see(mark)
    const inner = await marked.findElements(By.css('input, textarea'))
    return (inner[0] ?? marked).getAttribute('value')
  }

  /** Waits until `question` answers true. */
  async until(question, sentence) {
    await this.session.wait(question, patience, sentence)
  }

  async untilReads(mark, pattern) {
    await this.untilSays(mark, pattern, (element) => element.getText())
  }

  /** As `untilReads`, by what a pointer resting on it is told. */
  async untilTells(mark, pattern) {
    await this.untilSays(mark, pattern, (element) => element.getAttribute('title'))
  }

  /** Waits until the page says this anywhere. */
  async untilSaysSomewhere(pattern) {
    await this.until(async () => pattern.test(await this.text()), `页面上没有 ${pattern}`)
  }

  async untilSays(mark, pattern, say) {
    await this.until(async () => {
      try {
        return pattern.test(await say(await this.see(mark)))
      } catch (error) {
        if (error.name === 'StaleElementReferenceError') return false
        throw error
      }
    }, `${mark} 没有变成 ${pattern}`)
  }

  async picture(name) {
    writeFileSync(join(this.pictures, `${name}.png`), await this.session.takeScreenshot(), 'base64')
  }

  close() {
    return this.session.quit()
  }
}
