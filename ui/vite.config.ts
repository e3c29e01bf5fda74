import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vitest/config'

// WebView2 109 is the last for Windows 7 to 8.1 and the browsers of older systems; Safari 16 stands
// for WebKitGTK.
const engines = ['chrome109', 'safari16']

export default defineConfig({
  plugins: [vue()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  build: {
    target: engines,
    cssTarget: engines,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { port: 5173, strictPort: true, host: '127.0.0.1' },
  test: { environment: 'happy-dom', server: { deps: { inline: ['element-plus'] } } },
})
