/** Fails when a front end's first load is larger than its budget (quality.md §1, `screens`); prints what it is. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const budgets = [
  { name: 'phone', mostKb: 200 },
  { name: 'console', mostKb: 500 },
]

for (const { name, mostKb } of budgets) {
  const dist = join(import.meta.dirname, '../apps', name, 'dist')
  const kb = firstLoad(dist) / 1024
  const fits = kb <= mostKb
  console.log(`${fits ? '✓' : '✗'} ${name}: first load ${kb.toFixed(1)} KB gzip of ${mostKb}`)
  if (!fits) process.exitCode = 1
}

/** Bytes over the wire for the page, its script and style, and whatever those load at once. */
function firstLoad(dist: string): number {
  const page = readFileSync(join(dist, 'index.html'), 'utf8')
  const named = [...page.matchAll(/(?:src|href)="([^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '')
  const seen = new Set<string>()
  const visit = (file: string) => {
    const path = join(dist, 'assets', file.split('/').at(-1) ?? '')
    if (seen.has(path)) return
    seen.add(path)
    for (const [, next] of readFileSync(path, 'utf8').matchAll(/(?:^|[;\s])(?:import|export)[^'"();]*?['"]\.\/([^'"]+\.js)['"]/g))
      if (next) visit(next)
  }
  for (const file of named) visit(file)
  return [...seen].reduce((sum, path) => sum + gzipSync(readFileSync(path)).length, gzipSync(page).length)
}
