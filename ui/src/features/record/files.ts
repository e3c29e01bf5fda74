import type { FileSort } from '@/platform'

/** What may cling to a record; the dialog's “all files” offers the rest. */
export const attachable: FileSort = {
  name: '照片和文件',
  extensions: [
    'jpg',
    'jpeg',
    'png',
    'pdf',
    'doc',
    'docx',
    'wps',
    'xls',
    'xlsx',
    'et',
    'ppt',
    'pptx',
    'ofd',
    'txt',
    'zip',
    'mp3',
    'm4a',
    'mp4',
  ],
}

/** Pictures of which a portrait is cut. */
export const pictures: FileSort = { name: '照片', extensions: ['jpg', 'jpeg', 'png'] }
