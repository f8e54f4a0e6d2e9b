/** npm run dev: the server with the demo city, restarted when its sources change, and both front ends with hot reloading. */
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

const project = join(import.meta.dirname, '..')
const vite = join(project, 'node_modules/vite/bin/vite.js')

const programs: { name: string; child: ChildProcess }[] = [
  { name: 'server', child: run(project, ['--watch', '--watch-preserve-output', 'apps/server/src/main.ts']) },
  { name: 'phone', child: run(join(project, 'apps/phone'), [vite, '--port', '5173']) },
  { name: 'console', child: run(join(project, 'apps/console'), [vite, '--port', '5174']) },
]

for (const { name, child } of programs) child.on('exit', (code) => (console.log(`${name} ended (${code ?? 'signal'})`), stopAll()))
process.on('SIGINT', stopAll)
process.on('SIGTERM', stopAll)
process.on('disconnect', stopAll)

function run(folder: string, parameters: string[]): ChildProcess {
  return spawn(process.execPath, parameters, { cwd: folder, stdio: 'inherit' })
}

function stopAll(): void {
  for (const { child } of programs) if (child.exitCode === null) child.kill('SIGTERM')
}
