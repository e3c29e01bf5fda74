import type { Progress } from './generated/Progress'
import { handleFor, handleOf, type FileSort, type Host } from './host'
import { Refusal } from './refusal'

/** The PC's own browser, talking to the program on 127.0.0.1. */
export const browserHost: Host = {
  takesPaths: false,

  async invoke(command, request) {
    const answer = await fetch(`/invoke/${command}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
      credentials: 'same-origin',
    })
    const body: unknown = await answer.json()
    if (!answer.ok) throw body
    return body
  },

  async work() {
    const answer = await fetch('/task', { credentials: 'same-origin' })
    return answer.ok ? ((await answer.json()) as Progress | null) : null
  },

  async stopWork() {
    await fetch('/task/stop', { method: 'POST', credentials: 'same-origin' })
  },

  async chooseFile(sort) {
    const chosen = await pick(sort)
    if (chosen === null) return null
    const answer = await fetch('/upload', {
      method: 'POST',
      headers: {
        'Content-Type': 'application/octet-stream',
        'X-File-Name': encodeURIComponent(chosen.name),
      },
      body: chosen,
      credentials: 'same-origin',
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
    const answer = await fetch(`/download/${encodeURIComponent(handleOf(file))}`, {
      credentials: 'same-origin',
    })
    if (!answer.ok) {
      const message = await answer.text()
      throw new Refusal({ code: 'file', message, hint: null, faults: [] })
    }
    return new Uint8Array(await answer.arrayBuffer())
  },

  async open(path) {
    window.open(`/download/${encodeURIComponent(path)}`, '_blank', 'noopener')
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
