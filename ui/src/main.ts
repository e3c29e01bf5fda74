import { createApp } from 'vue'
import App from './App.vue'
import { router } from './frame/routes'
import { applyTextSize } from './look/text-size'

applyTextSize()
createApp(App).use(router).mount('#app')
