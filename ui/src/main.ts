import './platform/key'
import { createApp } from 'vue'
import App from './App.vue'
import { router } from './frame/routes'

createApp(App).use(router).mount('#app')
