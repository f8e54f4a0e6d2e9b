import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'

/** What the build made, as far as this needs to know of it. */
type Built = Record<string, { fileName: string; type: 'chunk' | 'asset'; code?: string; source?: string | Uint8Array }>

/** Smaller than this a copy saves nothing worth a file. */
const leastBytes = 1024

/**
 * A step of the build that lays compressed copies beside scripts and styles (`.br`, `.gz`). The server sends those to whoever takes them, so
 * that nothing is compressed again for every phone: on a slow network a first visit loads a third of the bytes.
 */
export function smallerCopies() {
  return {
    name: 'smaller-copies',
    writeBundle({ dir }: { dir?: string | undefined }, built: object) {
      for (const { fileName, code, source } of Object.values(built as Built)) {
        if (dir === undefined || !/\.(?:js|css|svg)$/.test(fileName)) continue
        const bytes = Buffer.from(code ?? source ?? '')
        if (bytes.length < leastBytes) continue
        writeFileSync(join(dir, `${fileName}.gz`), gzipSync(bytes, { level: 9 }))
        const best = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length }
        writeFileSync(join(dir, `${fileName}.br`), brotliCompressSync(bytes, { params: best }))
      }
    },
  }
}
