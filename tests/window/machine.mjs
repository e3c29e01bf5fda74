// What a test of the real window stands on: a display without a screen, the driver, the program.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

/** Starts a program; `stop` ends it and nothing else. */
function start(program, args, options = {}) {
  const child = spawn(program, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options,
  })
  let said = ''
  child.stdout?.on('data', (it) => (said += it))
  child.stderr?.on('data', (it) => (said += it))
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.once('error', (error) => (said += error.message))
  return {
    child,
    said: () => said,
    async stop() {
      if (child.exitCode === null && child.pid !== undefined) {
        child.kill('SIGTERM')
        await Promise.race([ended, wait(3000).then(() => child.kill('SIGKILL'))])
      }
    },
  }
}

export function wait(milliseconds) {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}

/** A port nobody listens on. */
async function freePort() {
  const server = createServer()
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Where a program lies, or a sentence saying what is missing. */
export function find(name, remedy) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), join(homedir(), '.cargo/bin')]
  const found = folders.map((it) => join(it, name)).find((it) => existsSync(it))
  if (!found) throw new Error(`找不到 ${name}：${remedy}`)
  return found
}

/** A display of 1366×768 that no screen shows; `more` are further words for Xvfb. */
export async function display(more = []) {
  const xvfb = find('Xvfb', '请安装 xvfb')
  const options = { stdio: ['ignore', 'ignore', 'pipe', 'pipe'] }
  const server = start(
    xvfb,
    ['-displayfd', '3', '-screen', '0', '1366x768x24', '-nolisten', 'tcp', ...more],
    options,
  )
  const number = await Promise.race([
    new Promise((resolve) =>
      server.child.stdio[3].once('data', (it) => resolve(String(it).trim())),
    ),
    wait(10_000).then(() => null),
  ])
  if (number === null) throw new Error(`Xvfb 没有启动：${server.said()}`)
  return { name: `:${number}`, stop: server.stop }
}

/** The driver between the test and the window. */
export async function driver(environment) {
  const tauri = find('tauri-driver', '请运行 cargo install tauri-driver --version 2.1.0 --locked')
  const native = find('WebKitWebDriver', '请安装 webkit2gtk-driver')
  const port = await freePort()
  const nativePort = await freePort()
  const args = ['--port', port, '--native-port', nativePort, '--native-driver', native].map(String)
  const running = start(tauri, args, {
    env: { ...process.env, ...environment },
  })
  await wait(500)
  if (running.child.exitCode !== null) throw new Error(`tauri-driver 没有启动：${running.said()}`)
  return {
    url: `http://127.0.0.1:${port}/`,
    stop: running.stop,
    said: running.said,
  }
}
