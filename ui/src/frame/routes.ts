import { createRouter, createWebHashHistory } from 'vue-router'

/** Pages and their addresses; each register has the same three. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    { path: '/', redirect: '/r/roster' },
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
      path: '/structure',
      name: 'structure',
      component: () => import('@/features/structure/StructurePage.vue'),
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
    },
  ],
})
