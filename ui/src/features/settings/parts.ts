// The pages of the settings, in the order of their list.
import { defineAsyncComponent, type Component } from 'vue'

/** One page. */
export interface SettingsPart {
  key: string
  word: string
  page: Component
  /** It is there to change what the office has: of no use to whoever may only look. */
  writes?: boolean
}

const writes = true

export const parts: SettingsPart[] = [
  {
    key: 'office',
    word: '单位信息',
    page: defineAsyncComponent(() => import('./OfficePart.vue')),
    writes,
  },
  {
    key: 'scheme',
    word: '台账方案',
    page: defineAsyncComponent(() => import('./SchemePart.vue')),
    writes,
  },
  {
    key: 'lists',
    word: '名称表',
    page: defineAsyncComponent(() => import('./ListsPart.vue')),
    writes,
  },
  {
    key: 'calendar',
    word: '放假安排',
    page: defineAsyncComponent(() => import('./CalendarPart.vue')),
    writes,
  },
  {
    key: 'users',
    word: '使用人员',
    page: defineAsyncComponent(() => import('./UsersPart.vue')),
    writes,
  },
  { key: 'security', word: '安全', page: defineAsyncComponent(() => import('./SecurityPart.vue')) },
  { key: 'copies', word: '备份还原', page: defineAsyncComponent(() => import('./CopiesPart.vue')) },
  { key: 'place', word: '数据存放', page: defineAsyncComponent(() => import('./PlacePart.vue')) },
  { key: 'look', word: '文字和颜色', page: defineAsyncComponent(() => import('./LookPart.vue')) },
]
