import type { FileRef } from './generated/FileRef'

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
  /** Whether a path on this computer may be written by hand. */
  readonly takesPaths: boolean
  /** Carries a command; throws a `UserError`. */
  invoke(command: string, request: unknown): Promise<unknown>
  /** Lets the clerk choose a file to read; `null` when they think better of it. */
  chooseFile(sort: FileSort): Promise<ChosenFile | null>
  /** Lets the clerk choose where to write; `null` when they think better of it. */
  chooseTarget(suggested: string, sort: FileSort): Promise<FileRef | null>
  /** Opens a file written by a command, at the place the answer named. */
  open(path: string): Promise<void>
  /** The place an answer named, as it is shown to the clerk. */
  shown(path: string): string
}
