import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin, type ResolvedConfig } from 'vite'

/** Builds the service worker after the app, with the list of the files to keep for opening without network. */
export function serviceWorker(): Plugin {
  let config: ResolvedConfig
  return {
    name: 'linli-service-worker',
    apply: 'build',
    configResolved(resolved) {
      config = resolved
    },
    async closeBundle() {
      const { root } = config
      const outDir = join(root, config.build.outDir)
      await build({
        configFile: false,
        root,
        logLevel: 'warn',
        define: { builtFiles: JSON.stringify(filesIn(outDir)), 'process.env.NODE_ENV': '"production"' },
        publicDir: false,
        build: {
          outDir,
          emptyOutDir: false,
          target: 'es2022',
          lib: { entry: join(root, 'service-worker/worker.ts'), formats: ['iife'], name: 'linli', fileName: () => 'sw.js' },
        },
      })
    },
  }
}

/** Neither the compressed copies, which the server chooses, nor the map, which without network has little to draw and weighs more than all the rest. */
const leftOut = /^sw\.js$|\.(?:br|gz)$|^(?:map-canvas|maplibre)/

/** Every file that is needed without network. The names below /assets carry a hash of their content; the others get one. */
function filesIn(folder: string): { url: string; revision: string | null }[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !leftOut.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      const url = `/${path.slice(folder.length + 1).replaceAll('\\', '/')}`
      return {
        url,
        revision: url.startsWith('/assets/') ? null : createHash('sha256').update(readFileSync(path)).digest('hex').slice(0, 16),
      }
    })
    .toSorted((a, b) => (a.url < b.url ? -1 : 1))
}
