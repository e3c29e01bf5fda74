import type { FileRef } from './generated/FileRef'
import type { Progress } from './generated/Progress'

/** Which spreadsheets, papers and copies a dialog offers. */
export interface FileSort {
  /** Said in the dialog, e.g. 表格. */
  name: string
  /** Endings without the dot. */
  extensions: string[]
}

/** A file chosen by the clerk. */
export interface ChosenFile {
  /** As commands take it. */
  file: FileRef
  /** Its name, for the eye. */
  name: string
}

/** What the two hosts (window, browser) offer besides commands. */
export interface Host {
  /** Whether files lie on this computer's disk, chosen in the system's dialogs; else they are downloads. */
  readonly takesPaths: boolean
  /** Carries a command; throws a `UserError`. */
  invoke(command: string, request: unknown): Promise<unknown>
  /** How far the long work is that a command is doing; `null` when nothing long is going on. */
  work(): Promise<Progress | null>
  /** Asks the long work to stop. */
  stopWork(): Promise<void>
  /** Lets the clerk choose a file to read; `null` when they think better of it. */
  chooseFile(sort: FileSort): Promise<ChosenFile | null>
  /** Lets the clerk choose where to write; `null` when they think better of it. */
  chooseTarget(suggested: string, sort: FileSort): Promise<FileRef | null>
  /** A place in this program's memory, for what is looked at before it is saved. */
  scratch(name: string): FileRef
  /** What a command put into a place in memory. */
  bytes(file: FileRef): Promise<Uint8Array>
  /**
   * Lets the clerk choose where a copy of the data goes: a folder or stick in the window, a download
   * under the suggested name in the browser; `null` when they think better of it.
   */
  chooseCopyPlace(suggested: string): Promise<FileRef | null>
  /** Shows the folder with the data, where this host can. */
  readonly showFolder: (() => Promise<void>) | null
  /** Opens a file written by a command, at the place the answer named, in the system's reader. */
  open(path: string): Promise<void>
  /** The place an answer named, as it is shown to the clerk. */
  shown(path: string): string
}

/** A handle that no other file bears: 32 hexadecimal digits, `~`, the name. */
export function handleFor(name: string): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const id = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${id}~${name.replace(/[\\/:"\p{Cc}]/gu, ' ')}`
}

/** The handle of a file. Pages never hold a path. */
export function handleOf(file: FileRef): string {
  if ('handle' in file) return file.handle
  throw new Error('a file on the disk is not read by a page')
}
