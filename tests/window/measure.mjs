// How long the window takes from its start until it can be used, and how much memory it holds, beside
// a page that says nothing but hello in Chromium's app window: the engine that Electron brings along.
//
// Both are watched from outside in the same way: a display without a screen keeps its picture in a
// file; the picture stands once it has not changed for a while. Memory is the sum over all processes
// of the program, shared pages by their part (PSS).
//
// Takes the program from LVZHI_WINDOW; `presidium`, which prepares the office, lies beside it or is
// named by LVZHI_PROGRAM.
import { execFileSync, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { founding } from '../office.mjs'
import { display, find, wait } from './machine.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))
const application = process.env.LVZHI_WINDOW ?? join(root, 'target/release/lvzhi')
const runs = 5
/** The picture stands when it has been the same for so long. */
const still = 2500
const pace = 15
const chromium = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (it) => existsSync(it),
)

const folder = mkdtempSync(join(tmpdir(), 'lvzhi-measure-'))

/** All processes that come from this one, itself included. */
function familyOf(pid) {
  const parents = new Map()
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, 'utf8')
      parents.set(Number(entry), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]))
    } catch {
      // It ended meanwhile.
    }
  }
  const family = new Set([pid])
  for (let grown = true; grown;) {
    grown = false
    for (const [child, parent] of parents) {
      if (family.has(parent) && !family.has(child)) {
        family.add(child)
        grown = true
      }
    }
  }
  return [...family]
}

/** Megabytes of memory: the parts of shared pages, and all resident pages as often as they are seen. */
function memoryOf(pid) {
  let [pss, rss, count] = [0, 0, 0]
  for (const it of familyOf(pid)) {
    try {
      const roll = readFileSync(`/proc/${it}/smaps_rollup`, 'utf8')
      pss += Number(/^Pss:\s+(\d+)/m.exec(roll)?.[1] ?? 0)
      rss += Number(/^Rss:\s+(\d+)/m.exec(roll)?.[1] ?? 0)
      count += 1
    } catch {
      // It ended meanwhile.
    }
  }
  return { pss: pss / 1024, rss: rss / 1024, count }
}

function picture(frame) {
  return createHash('md5').update(readFileSync(frame)).digest('hex')
}

/** One start: milliseconds until the last change of the picture, and the memory then. */
async function once(program, args, environment) {
  const frames = mkdtempSync(join(folder, 'frame-'))
  const screen = await display(['-fbdir', frames])
  const frame = join(frames, 'Xvfb_screen0')
  const empty = picture(frame)
  const began = performance.now()
  const child = spawn(program, args, {
    stdio: 'ignore',
    env: { ...process.env, ...environment, DISPLAY: screen.name },
  })
  let [last, changed] = [empty, began]
  while (last === empty || performance.now() - changed < still) {
    if (performance.now() - began > 60_000) throw new Error(`${program} 一分钟还没有画完`)
    await wait(pace)
    const now = picture(frame)
    if (now === last) continue
    last = now
    changed = performance.now()
  }
  const memory = memoryOf(child.pid)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  for (const it of familyOf(child.pid).reverse()) {
    try {
      process.kill(it, it === child.pid ? 'SIGTERM' : 'SIGKILL')
    } catch {
      // It ended by itself.
    }
  }
  await Promise.race([ended, wait(3000)])
  await screen.stop()
  return { time: changed - began, ...memory }
}

function middle(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

async function measured(program, args, environment) {
  const all = []
  // The first start reads the program from the disk; it is no measure of either.
  await once(program, args(0), environment(0))
  for (let run = 1; run <= runs; run += 1)
    all.push(await once(program, args(run), environment(run)))
  return Object.fromEntries(
    ['time', 'pss', 'rss', 'count'].map((it) => [it, middle(all.map((one) => one[it]))]),
  )
}

try {
  if (!existsSync(application))
    throw new Error(`没有 ${application}：请先 cargo build --release --workspace --bin lvzhi`)
  find('Xvfb', '请安装 xvfb')
  const presidium = process.env.LVZHI_PROGRAM ?? join(dirname(application), 'presidium')
  const store = join(folder, 'store')
  const tell = (args) =>
    execFileSync(presidium, ['--store', store, '--json', ...args], {
      stdio: 'ignore',
    })
  tell(founding())
  tell(['demo'])
  // Scroll bars that fade away for seconds are no part of the start.
  const own = await measured(
    application,
    () => [],
    () => ({ LVZHI_STORE: store, LANG: 'C.UTF-8', GTK_OVERLAY_SCROLLING: '0' }),
  )

  let beside = null
  if (chromium) {
    const page = join(folder, 'hello.html')
    writeFileSync(page, '<!doctype html><title>hello</title><p>hello, world')
    const profile = join(folder, 'profile')
    mkdirSync(profile)
    const args = [
      '--no-sandbox',
      '--no-first-run',
      '--no-default-browser-check',
      '--disable-background-networking',
      '--disable-component-update',
      `--user-data-dir=${profile}`,
      `--app=file://${page}`,
    ]
    beside = await measured(
      chromium,
      () => args,
      () => ({ LANG: 'C.UTF-8' }),
    )
  }
  const line = (it) =>
    `${Math.round(it.time)} ms until the picture stands, ${Math.round(it.pss)} MB (${Math.round(it.rss)} MB with shared pages counted each time) in ${it.count} processes`
  console.log(`\nthe window with a year's demo office: ${line(own)}`)
  if (beside) {
    console.log(`hello, world in Chromium's app window: ${line(beside)}`)
    console.log(
      `ratio: ${(own.time / beside.time).toFixed(2)} of its time, ${(own.pss / beside.pss).toFixed(2)} of its memory`,
    )
  }
} finally {
  rmSync(folder, { recursive: true, force: true })
}
