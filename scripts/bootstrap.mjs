// Runs on any Node from 18 up: gets what the project needs, then hands over to the project's own Node.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const project = dirname(dirname(fileURLToPath(import.meta.url)))

const oldestOwnNode = 24

/** Installs the packages of the lockfile unless exactly these are there. */
export function installPackages() {
  const lock = createHash('sha256')
    .update(readFileSync(join(project, 'package-lock.json')))
    .digest('hex')
  const stamp = join(project, 'node_modules', '.linli-installed')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === `${lock} ${process.platform}-${process.arch}`) return
  console.log('Installing packages (a minute or two the first time) …')
  const npm = process.env.npm_execpath
  const [command, ...before] = npm ? [process.execPath, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm']
  const done = spawnSync(command, [...before, 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: project,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, NODE_ENV: 'development' },
  })
  if (done.status !== 0) {
    console.error('\nThe packages could not be installed. Is the npm registry reachable?')
    process.exit(1)
  }
  writeFileSync(stamp, `${lock} ${process.platform}-${process.arch}`)
}

/** The Node that came with the packages, or this one where there is none for the platform and it is new enough. */
export function ownNode() {
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const file = join(project, 'node_modules', `node-${platform}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(file)) return file
  if (Number(process.versions.node.split('.')[0]) >= oldestOwnNode) return process.execPath
  console.error(
    `Linli brings its own Node for Linux and Windows. On ${process.platform}-${process.arch} please use Node ${oldestOwnNode} or newer; this is ${process.version}.`,
  )
  process.exit(1)
}

/** Builds the front ends whose sources have changed since their last build. */
export function buildFrontEnds() {
  for (const name of ['phone', 'console']) {
    const folder = join(project, 'apps', name)
    if (!existsSync(join(folder, 'index.html'))) continue
    const sources = newest([folder, join(project, 'packages'), join(project, 'package-lock.json')])
    const stamp = join(folder, 'dist', '.built-from')
    if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) continue
    console.log(`Building the ${name === 'phone' ? 'phone app' : 'staff console'} …`)
    const vite = join(project, 'node_modules', 'vite', 'bin', 'vite.js')
    const done = spawnSync(ownNode(), [vite, 'build', '--logLevel', 'warn'], { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'] })
    if (done.status !== 0) process.exit(1)
    mkdirSync(dirname(stamp), { recursive: true })
    writeFileSync(stamp, sources)
  }
}

/** A digest of the names and contents of all source files below these places. */
function newest(places) {
  const hash = createHash('sha256')
  const visit = (place) => {
    if (statSync(place).isDirectory()) {
      for (const entry of readdirSync(place).sort()) if (entry !== 'dist' && entry !== 'node_modules') visit(join(place, entry))
    } else {
      hash.update(place.slice(project.length))
      hash.update(readFileSync(place))
    }
  }
  for (const place of places) visit(place)
  return hash.digest('hex')
}

/** Runs a program of the project with its own Node until it ends; Ctrl-C and termination are passed on. */
export function hand(file, args) {
  const child = spawn(ownNode(), [join(project, file), ...args], {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, PATH: `${join(project, 'node_modules', '.bin')}${process.platform === 'win32' ? ';' : ':'}${process.env.PATH}` },
  })
  // In a terminal Ctrl-C reaches both; this one only waits.
  process.on('SIGINT', () => {})
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGTERM'))
  watchNpm(child)
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

/** npm killed outright tells nobody; without its caller a server would stay behind and keep the port. */
function watchNpm(child) {
  const npm = Number(process.env.npm_lifecycle_event ? findNpm(process.ppid) : 0)
  if (!npm) return
  setInterval(() => {
    try {
      process.kill(npm, 0)
    } catch {
      child.kill('SIGTERM')
    }
  }, 1000).unref()
}

function findNpm(pid) {
  for (let current = pid, steps = 0; current > 1 && steps < 4; steps++) {
    try {
      const stat = readFileSync(`/proc/${current}/stat`, 'utf8')
      if (stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')')).startsWith('npm')) return current
      current = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1])
    } catch {
      return 0
    }
  }
  return 0
}
