import type { Progress } from './generated/Progress'
import { handleFor, handleOf, type FileSort, type Host } from './host'
import { keepKey, keyHeader, pageKey } from './key'

/** A request of this page, with its key; the answer may bring the next one. */
async function ask(path: string, init: RequestInit = {}, again = true): Promise<Response> {
  const key = pageKey()
  const headers = new Headers(init.headers)
  headers.set(keyHeader, key)
  const answer = await fetch(path, { ...init, headers, credentials: 'same-origin' })
  const next = answer.headers.get(keyHeader)
  if (next !== null) keepKey(next)
  // Another request of this page brought a new key while this one was on its way.
  if (answer.status === 401 && again && pageKey() !== key) return ask(path, init, false)
  return answer
}

/** The PC's own browser, talking to the program on 127.0.0.1. */
export const browserHost: Host = {
  takesPaths: false,

  async invoke(command, request) {
    const answer = await ask(`/invoke/${command}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw body
    return body
  },

  async work() {
    const answer = await ask('/task')
    return answer.ok ? ((await answer.json()) as Progress | null) : null
  },

  async stopWork() {
    await ask('/task/stop', { method: 'POST' })
  },

  async chooseFile(sort) {
    const chosen = await pick(sort)
    if (chosen === null) return null
    const answer = await ask('/upload', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/octet-stream',
        'X-File-Name': encodeURIComponent(chosen.name),
      },
      body: chosen,
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw body
    return { file: { handle: (body as { handle: string }).handle }, name: chosen.name }
  },

  // The program keeps what it writes under this handle until the page fetches it.
  async chooseTarget(suggested) {
    return { handle: handleFor(suggested) }
  },

  chooseCopyPlace: async (suggested) => ({ handle: handleFor(suggested) }),

  showFolder: null,

  scratch: (name) => ({ handle: handleFor(name) }),

  async bytes(file) {
    const answer = await ask(`/download/${encodeURIComponent(handleOf(file))}`)
    if (!answer.ok) throw await answer.json()
    return new Uint8Array(await answer.arrayBuffer())
  },

  // A new tab cannot send the key; it gets a link that works once.
  async open(path) {
    const answer = await ask(`/link/${encodeURIComponent(path)}`, { method: 'POST' })
    const body: unknown = await answer.json()
    if (!answer.ok) throw body
    window.open((body as { link: string }).link, '_blank', 'noopener')
  },

  shown: (path) => path.replace(/^[0-9a-f]{32}~/, ''),
}

function pick(sort: FileSort): Promise<File | null> {
  return new Promise((resolve) => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = sort.extensions.map((it) => `.${it}`).join(',')
    input.dataset.test = 'file-input'
    input.style.display = 'none'
    const done = (file: File | null) => {
      input.remove()
      resolve(file)
    }
    input.addEventListener('change', () => done(input.files?.[0] ?? null))
    input.addEventListener('cancel', () => done(null))
    document.body.append(input)
    input.click()
  })
}
