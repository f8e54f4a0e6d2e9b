import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { smallerCopies } from '../../scripts/smaller-copies.ts'
import { serviceWorker } from './service-worker-plugin.ts'

export default defineConfig({
  base: '/',
  plugins: [react(), serviceWorker(), smallerCopies()],
  // A workspace may hoist another React for a library; a page must have exactly one.
  resolve: { dedupe: ['react', 'react-dom'] },
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', modulePreload: { polyfill: false } },
  server: { proxy: { '/api': 'http://127.0.0.1:3000' } },
})
