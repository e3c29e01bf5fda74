import { invoke } from '@tauri-apps/api/core'
import { handleFor, handleOf, type Host } from './host'

/** What was chosen in one of the system's dialogs: a handle that stands for it, and its name. */
interface Chosen {
  handle: string
  name: string
}

/** The desktop window. */
export const windowHost: Host = {
  takesPaths: true,

  invoke: (command, request) => invoke('ledger_invoke', { command, request }),

  work: () => invoke('ledger_work'),

  stopWork: () => invoke('ledger_stop'),

  async chooseFile(sort) {
    const chosen = await invoke<Chosen | null>('choose_file', { sort })
    return chosen === null ? null : { file: { handle: chosen.handle }, name: chosen.name }
  },

  async chooseTarget(suggested, sort) {
    const chosen = await invoke<Chosen | null>('choose_target', { suggested, sort })
    return chosen === null ? null : { handle: chosen.handle }
  },

  scratch: (name) => ({ handle: handleFor(name) }),

  bytes: async (file) =>
    new Uint8Array(await invoke<ArrayBuffer>('read_scratch', { handle: handleOf(file) })),

  async chooseCopyPlace() {
    const chosen = await invoke<Chosen | null>('choose_folder')
    return chosen === null ? null : { handle: chosen.handle }
  },

  showFolder: () => invoke('open_store_folder'),

  open: (path) => invoke('open_written', { path }),

  shown: (path) => path.replace(/^[0-9a-f]{32}~/, ''),
}
