import { browserHost } from './browser'
import type { Host } from './host'
import { windowHost } from './window'

/** The host of this page: the desktop window, or a browser. */
export const host: Host = '__TAURI_INTERNALS__' in window ? windowHost : browserHost
