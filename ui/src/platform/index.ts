// The only place that knows which host carries the pages.
export { asksPasswordAgain } from './again'
export { host } from './current'
export { access, commands, type CommandName } from './generated/client'
export { asRefusal, Refusal, sentences } from './refusal'
export { underWay } from './waiting'
export type { ChosenFile, FileSort, Host } from './host'
