// Finds a Chromium and Chinese letters for the browser journeys, or gets them.
import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ownNode, project } from './bootstrap.mjs'

const known = [
  process.env.LINLI_CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** The path of a Chromium; installs one if there is none. Null with a message when that cannot be done. */
export function ensureBrowser() {
  const isLinuxRoot = process.platform === 'linux' && process.getuid() === 0
  if (isLinuxRoot && existsSync('/usr/bin/apt-get') && (!found() || !hasChineseFont())) {
    console.log('  installing Chromium and a Chinese font …')
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    spawnSync('apt-get', ['update', '-qq'], quiet)
    spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium', 'fonts-noto-cjk'], quiet)
  }
  if (!found()) {
    console.log('  installing the browser of playwright …')
    spawnSync(ownNode(), [join(project, 'node_modules/playwright-core/cli.js'), 'install', 'chromium-headless-shell'], {
      stdio: ['ignore', 'ignore', 'inherit'],
    })
  }
  const path = found() ?? playwrightsOwn()
  if (!path)
    console.error(
      '  There is no Chromium and none could be installed. Install it (Debian: apt-get install chromium fonts-noto-cjk) or set LINLI_CHROMIUM to its path.',
    )
  return path
}

function found() {
  return known.find((path) => path && existsSync(path)) ?? null
}

function playwrightsOwn() {
  const asked = spawnSync(ownNode(), ['-e', "import('playwright-core').then(({chromium}) => console.log(chromium.executablePath()))"], {
    cwd: project,
    encoding: 'utf8',
  })
  const path = asked.stdout.trim()
  return path && existsSync(path) ? path : null
}

function hasChineseFont() {
  const listed = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' })
  return listed.status === 0 && listed.stdout.trim() !== ''
}
