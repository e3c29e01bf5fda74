// Where the targets that answers name stand among the pages.
import type { RouteLocationRaw } from 'vue-router'
import type { Target } from '@/platform/generated/Target'

export function placeOf(target: Target): RouteLocationRaw {
  switch (target.what) {
    case 'import':
      return { name: 'import', params: { register: target.register } }
    case 'security':
      return { name: 'settings', params: { part: 'security' } }
    case 'copies':
      return { name: 'settings', params: { part: 'copies' } }
    case 'inspection':
      return { name: 'inspection', query: { book: target.book } }
  }
}
