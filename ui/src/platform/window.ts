import { invoke } from '@tauri-apps/api/core'
import { open, save } from '@tauri-apps/plugin-dialog'
import { handleFor, handleOf, type Host } from './host'

/** The desktop window. */
export const windowHost: Host = {
  takesPaths: true,

  invoke: (command, request) => invoke('ledger_invoke', { command, request }),

  work: () => invoke('ledger_work'),

  stopWork: () => invoke('ledger_stop'),

  async chooseFile(sort) {
    const path = await open({ multiple: false, directory: false, filters: [sort] })
    return path === null ? null : { file: { path }, name: nameOf(path) }
  },

  async chooseTarget(suggested, sort) {
    const path = await save({ defaultPath: suggested, filters: [sort] })
    return path === null ? null : { path }
  },

  scratch: (name) => ({ handle: handleFor(name) }),

  bytes: async (file) =>
    new Uint8Array(await invoke<ArrayBuffer>('read_scratch', { handle: handleOf(file) })),

  async chooseCopyPlace() {
    const path = await open({ multiple: false, directory: true, title: '拷到哪里' })
    return path === null ? null : { path }
  },

  showFolder: () => invoke('open_store_folder'),

  open: (path) => invoke('open_written', { path }),

  shown: (path) => path.replace(/^[0-9a-f]{32}~/, ''),
}

function nameOf(path: string): string {
  return path.split(/[\\/]/).pop() ?? path
}
