import { createRouter, createWebHashHistory, type RouteLocationNormalized } from 'vue-router'

// A page that is to stand in the menu says so in its `meta.menu`, one that stands beside a shelf's
// registers in its `meta.tab` (see `navigation.ts`).

/** The year that an address names. */
const yearOf = (route: RouteLocationNormalized): number | null => Number(route.query.year) || null

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
      path: '/chair',
      name: 'chair',
      component: () => import('@/features/chair/ChairPage.vue'),
      meta: {
        title: '主席一览',
        help: 'chair',
        menu: { group: '工作', word: '主席一览', place: 9 },
      },
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
      meta: { writes: true },
    },
    {
      path: '/r/:register/grid',
      name: 'grid',
      component: () => import('@/features/grid/GridPage.vue'),
      props: true,
      meta: { writes: true },
    },
    {
      path: '/r/:register/new',
      name: 'new',
      component: () => import('@/features/record/RecordPage.vue'),
      props: (route) => ({ register: route.params.register, id: null }),
      meta: { writes: true },
    },
    {
      path: '/r/:register/join',
      name: 'join',
      component: () => import('@/features/joining/JoinPage.vue'),
      props: true,
      meta: { writes: true },
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
      meta: {
        title: '统计报告',
        help: 'figures',
        menu: { group: '出口', word: '统计报告', place: 0 },
      },
    },
    {
      path: '/dossiers',
      name: 'dossier-shelf',
      component: () => import('@/features/dossier/ShelfPage.vue'),
      props: (route) => ({ year: yearOf(route) }),
      meta: {
        title: '一人一档',
        help: 'dossiers',
        tab: { shelf: 'dossiers', word: '一人一档', first: true },
      },
    },
    {
      path: '/dossiers/:deputy',
      name: 'dossier',
      component: () => import('@/features/dossier/DossierPage.vue'),
      props: (route) => ({ deputy: route.params.deputy, year: yearOf(route) }),
      meta: { title: '履职档案', help: 'dossiers', shelf: 'dossiers' },
    },
    {
      path: '/dossiers/:deputy/across',
      name: 'dossier-across',
      component: () => import('@/features/dossier/AcrossPage.vue'),
      props: true,
      meta: { title: '历届履职', help: 'dossiers', shelf: 'dossiers' },
    },
    {
      path: '/pages/:register',
      name: 'book-pages',
      component: () => import('@/features/pages/BookPagesPage.vue'),
      props: (route) => ({
        register: route.params.register,
        station: (route.query.station as string | undefined) ?? null,
        year: yearOf(route),
      }),
      meta: { help: 'pages' },
    },
    {
      path: '/r/:register/:id/course',
      name: 'matter',
      component: () => import('@/features/matters/MatterPage.vue'),
      props: true,
      meta: { help: 'matters' },
    },
    {
      path: '/matters/sample',
      name: 'sample',
      component: () => import('@/features/matters/SamplePage.vue'),
      meta: { title: '电话抽访', help: 'sample' },
    },
    {
      path: '/receptions/day',
      name: 'day',
      component: () => import('@/features/days/DayPage.vue'),
      meta: { writes: true, title: '接待日录入', help: 'days' },
    },
    {
      path: '/receptions/plan',
      name: 'plan-days',
      component: () => import('@/features/days/PlanDaysPage.vue'),
      meta: {
        writes: true,
        title: '排接待日',
        help: 'plan-days',
        tab: { shelf: 'receptions', word: '排接待日' },
      },
    },
    {
      path: '/r/reception_days/:id/notice',
      name: 'day-notice',
      component: () => import('@/features/days/NoticePage.vue'),
      props: true,
      meta: { writes: true, title: '接待日公告', help: 'plan-days' },
    },
    {
      path: '/r/:register/:id/attendance',
      name: 'attendance',
      component: () => import('@/features/attendance/AttendancePage.vue'),
      props: true,
      meta: { writes: true, title: '签到', help: 'attendance' },
    },
    {
      path: '/contacts/tick',
      name: 'tick',
      component: () => import('@/features/contacts/TickPage.vue'),
      meta: {
        writes: true,
        title: '勾走访',
        help: 'tick',
        tab: { shelf: 'electors', word: '勾走访' },
      },
    },
    {
      path: '/plans/copy',
      name: 'copy-plan',
      component: () => import('@/features/plans/CopyPlanPage.vue'),
      meta: { writes: true, title: '复制月工作计划', help: 'copy-plan' },
    },
    {
      path: '/matters/slips',
      name: 'slips',
      component: () => import('@/features/matters/SlipsPage.vue'),
      meta: { title: '点单验单', help: 'matters', tab: { shelf: 'opinions', word: '点单验单' } },
    },
    {
      path: '/structure',
      name: 'structure',
      component: () => import('@/features/structure/StructurePage.vue'),
      meta: {
        title: '代表结构',
        help: 'print',
        menu: { group: '出口', word: '代表结构', place: 1 },
      },
    },
    {
      path: '/inspection',
      name: 'inspection',
      component: () => import('@/features/inspection/InspectionPage.vue'),
      props: (route) => ({ book: (route.query.book as string | undefined) ?? null }),
      meta: {
        title: '迎检体检',
        help: 'inspection',
        menu: { group: '出口', word: '迎检体检', place: 3 },
      },
    },
    {
      path: '/print/:form?',
      name: 'forms',
      component: () => import('@/features/printing/FormsPage.vue'),
      props: (route) => ({
        form: (route.params.form as string) || null,
        record: (route.query.record as string | undefined) ?? null,
        blank: route.query.blank === '1',
        year: Number(route.query.year) || null,
        station: (route.query.station as string | undefined) ?? null,
      }),
      meta: {
        title: '打印迎检',
        help: 'print',
        menu: { group: '出口', word: '打印迎检', place: 2 },
      },
    },
    {
      path: '/exchange',
      name: 'exchange',
      component: () => import('@/features/exchange/ExchangePage.vue'),
      meta: {
        title: '数据交换',
        help: 'exchange',
        menu: { group: '出口', word: '数据交换', place: 4 },
      },
    },
    {
      path: '/exchange/send',
      name: 'exchange-send',
      component: () => import('@/features/exchange/SendWizard.vue'),
      meta: { writes: true, title: '发送', help: 'exchange', shelf: 'exchange' },
    },
    {
      path: '/exchange/receive',
      name: 'exchange-receive',
      component: () => import('@/features/exchange/ReceiveWizard.vue'),
      meta: { writes: true, title: '接收', help: 'exchange', shelf: 'exchange' },
    },
    {
      path: '/exchange/enrol',
      name: 'exchange-enrol',
      component: () => import('@/features/exchange/EnrolWizard.vue'),
      meta: { writes: true, title: '让电脑入网', help: 'exchange', shelf: 'exchange' },
    },
    {
      path: '/border',
      name: 'border',
      component: () => import('@/features/border/BorderPage.vue'),
      meta: { title: '上报与下发', help: 'border', shelf: 'exchange' },
    },
    {
      path: '/border/make',
      name: 'border-make',
      component: () => import('@/features/border/MakeWizard.vue'),
      meta: { writes: true, title: '制作上报件', help: 'border', shelf: 'exchange' },
    },
    {
      path: '/border/take',
      name: 'border-take',
      component: () => import('@/features/border/TakeWizard.vue'),
      meta: { writes: true, title: '收件', help: 'border', shelf: 'exchange' },
    },
    {
      path: '/border/sent/:id',
      name: 'border-sent',
      component: () => import('@/features/border/SentPage.vue'),
      meta: { title: '上报的内容', help: 'border', shelf: 'exchange' },
    },
    {
      path: '/border/totals',
      name: 'border-totals',
      component: () => import('@/features/border/TotalsPage.vue'),
      meta: { title: '汇总', help: 'border', shelf: 'exchange' },
    },
    {
      path: '/border/handdown',
      name: 'border-handdown',
      component: () => import('@/features/border/HandDownPage.vue'),
      meta: { writes: true, title: '下发', help: 'border', shelf: 'exchange' },
    },
    {
      path: '/settling',
      name: 'settling',
      component: () => import('@/features/settling/SettlingPage.vue'),
      meta: { title: '待处理', help: 'import' },
    },
    {
      path: '/conflicts',
      name: 'conflicts',
      component: () => import('@/features/conflicts/ConflictsPage.vue'),
      meta: {
        title: '冲突裁定',
        help: 'conflicts',
        menu: { group: '工作', word: '冲突裁定', place: 10, whileCounted: true },
      },
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
