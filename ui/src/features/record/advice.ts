// How a field is filled in, said beside the form.
import type { FieldSchema } from '@/platform/generated/FieldSchema'

const bySort: Record<string, string> = {
  date: '日期怎么写都行：2023.3.5、3月5日、26日、今天。',
  code: '可以打拼音首字母，如 hz 找“汉族”；按 ↓ 看全部。',
  choice: '可以打拼音首字母，按 ↓ 看全部。',
  choices: '可以填几个：选一个再选下一个，多余的点 × 去掉。',
  bool: '填“是”或“否”。',
  ref: '打名称里的字、拼音或首字母来找，按 ↓ 看全部。',
  refs: '打名称里的字、拼音或首字母来找，可以填几个，多余的点 × 去掉。',
  long_text: '按 Alt+Enter 换行。',
}

/** The field's own hint (with its basis in law), then how its sort is written. */
export function adviceFor(field: FieldSchema | null): string {
  if (field === null) return '按 Enter 到下一栏，按 Ctrl+S 保存。写着的内容会自动存成草稿。'
  const how = bySort[field.sort] ?? ''
  const named = field.register === 'roster' ? how.replace('名称里的字', '姓名') : how
  const said = [field.hint, named].filter((it) => it !== '')
  if (field.need === 'blocking') said.push('这一栏必须填。')
  if (field.sensitive) said.push('个人信息，不对外公布。')
  return (
    said.join(said.every((it) => /[。；]$/.test(it)) ? '' : '。').replaceAll('。。', '。') ||
    '这是本单位自己加的栏，怎样写由本单位定；可以在“设置—台账方案”里写上填写说明。'
  )
}
