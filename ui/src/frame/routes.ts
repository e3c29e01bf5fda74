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
      path: '/settings',
      name: 'settings',
      component: () => import('@/features/settings/SettingsPage.vue'),
    },
  ],
})
