// The window as a clerk meets it: things are found by their `data-test` mark.
import { mkdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

const fromUi = createRequire(new URL('../../ui/package.json', import.meta.url))
const { Builder, By, Capabilities, Key, until } = fromUi('selenium-webdriver')

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
    const element = await this.session.wait(until.elementLocated(found), patience, `没有出现 ${mark}`)
    return this.session.wait(until.elementIsVisible(element), patience, `看不见 ${mark}`)
  }

  async read(mark) {
    const element = await this.see(mark)
    // WebKit gives no text for what a clipped cell holds.
    return (await element.getText()) || ((await element.getAttribute('textContent')) ?? '').trim()
  }

  async click(mark) {
    const element = await this.see(mark)
    await this.session.wait(until.elementIsEnabled(element), patience, `${mark} 不能点`)
    await element.click()
  }

  /** Replaces the text of a field as typing does. */
  async write(mark, text) {
    const marked = await this.see(mark)
    const inner = await marked.findElements(By.css('input, textarea'))
    const field = inner[0] ?? marked
    const old = (await field.getAttribute('value')) ?? ''
    await field.click()
    if (old !== '') await field.sendKeys(Key.END, ...Array.from(old, () => Key.BACK_SPACE))
    if (text !== '') await field.sendKeys(text)
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
