import './platform/key'
import { createApp } from 'vue'
import App from './App.vue'
import { tellEverythingWhole } from './look/whole'
import { router } from './frame/routes'

tellEverythingWhole()
createApp(App).use(router).mount('#app')
