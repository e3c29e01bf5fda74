import { createRouter, createWebHashHistory } from 'vue-router'

// A page that is to stand in the menu says so in its `meta.menu`, one that stands beside a shelf's
// registers in its `meta.tab` (see `navigation.ts`).

/** Pages and their addresses; each register has the same three. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    {
      path: '/',
      name: 'home',
      component: () => import('@/features/home/HomePage.vue'),
      meta: { title: '工作台', help: 'home' },
    },
    {
      path: '/r/:register',
      name: 'register',
      component: () => import('@/features/register/RegisterPage.vue'),
      props: true,
    },
    {
      path: '/r/:register/import',
      name: 'import',
      component: () => import('@/features/importing/ImportPage.vue'),
      props: true,
    },
    {
      path: '/r/:register/grid',
      name: 'grid',
      component: () => import('@/features/grid/GridPage.vue'),
      props: true,
    },
    {
      path: '/r/:register/new',
      name: 'new',
      component: () => import('@/features/record/RecordPage.vue'),
      props: (route) => ({ register: route.params.register, id: null }),
    },
    {
      path: '/r/:register/:id',
      name: 'record',
      component: () => import('@/features/record/RecordPage.vue'),
      props: true,
    },
    {
      path: '/figures',
      name: 'figures',
      component: () => import('@/features/figures/FiguresPage.vue'),
      meta: { title: '统计报告', help: 'figures', menu: { group: '出口', word: '统计报告', place: 0 } },
    },
    {
      path: '/structure',
      name: 'structure',
      component: () => import('@/features/structure/StructurePage.vue'),
      meta: { title: '代表结构', help: 'print', menu: { group: '出口', word: '代表结构', place: 1 } },
    },
    {
      path: '/print/:form?',
      name: 'forms',
      component: () => import('@/features/printing/FormsPage.vue'),
      props: (route) => ({
        form: (route.params.form as string) || null,
        record: (route.query.record as string | undefined) ?? null,
        blank: route.query.blank === '1',
      }),
      meta: { title: '打印迎检', help: 'print', menu: { group: '出口', word: '打印迎检', place: 2 } },
    },
    {
      path: '/operations',
      name: 'operations',
      component: () => import('@/features/operations/OperationsPage.vue'),
      meta: { title: '操作记录', help: 'undo' },
    },
    {
      path: '/help',
      name: 'help',
      component: () => import('@/features/help/HelpPage.vue'),
      props: (route) => ({ page: route.query.page }),
      meta: { title: '帮助' },
    },
    {
      path: '/start',
      name: 'start',
      component: () => import('@/features/founding/StartPage.vue'),
    },
    {
      path: '/settings/:part?',
      name: 'settings',
      component: () => import('@/features/settings/SettingsPage.vue'),
      props: true,
      meta: { title: '设置', help: 'settings', menu: { group: '本机', word: '设置', place: 9 } },
    },
  ],
})
