import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  createWriteStream,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { canReach, choosePostgresAccount, isExecutable, type PostgresAccount } from './account.ts'
import { findPostgres, sharedFolder } from './binaries.ts'
import { isLivingPostgres, readPidFile } from './pid-file.ts'

export interface DatabaseAddress {
  host: string
  port: number
  user: string
  password: string
  database: string
}

export interface EmbeddedPostgres {
  address: DatabaseAddress
  /** True when this process started it and so stops it. */
  started: boolean
  /** Stops it if this process started it; ends open connections, keeps everything committed. */
  stop(): Promise<void>
}

export interface EmbeddedOptions {
  dataFolder: string
  password: string
  /** Called with a sentence when something takes a moment. */
  tell?: (sentence: string) => void
  /** Extra server settings, e.g. fsync off for throw-away test databases. */
  settings?: Record<string, string>
}

const owner = 'linli'
const databaseName = 'linli'

/**
 * Starts the PostgreSQL of a data folder, or adopts the one that already runs there.
 *
 * A killed server leaves a database that is just stopping, a stale pid file, or a pid file whose number now
 * belongs to another program; each of these ends in a running database. Listens on a unix socket only a
 * local account can reach (on Windows: 127.0.0.1), always with a password.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const account = choosePostgresAccount()
  const folder = placeOfDatabase(options.dataFolder, account)
  const adopted = await adopt(folder, options)
  if (adopted) return adopted
  const binaries = findPostgres(account)
  if (!existsSync(join(folder, 'PG_VERSION'))) initialise(binaries.initdb, folder, account, options)
  const child = await launch(binaries.postgres, folder, account, options)
  const address = addressOf(folder, options.password)
  await createDatabase(address)
  return { address, started: true, stop: () => stop(child) }
}

/** As root the database must be where its account can go; if the data folder is not, it goes to /var/lib/linli with a link left behind. */
function placeOfDatabase(dataFolder: string, account: PostgresAccount): string {
  mkdirSync(dataFolder, { recursive: true })
  const wanted = join(dataFolder, 'postgres')
  const found = lstatSync(wanted, { throwIfNoEntry: false })
  if (found?.isSymbolicLink()) return readlinkSync(wanted)
  if (account.uid !== null && account.gid !== null) {
    if (!found && !canReach(account, dataFolder)) {
      const elsewhere = join(sharedFolder, `database-${randomBytes(6).toString('hex')}`)
      mkdirSync(elsewhere, { recursive: true, mode: 0o700 })
      chmodSync(sharedFolder, 0o755)
      chownSync(elsewhere, account.uid, account.gid)
      symlinkSync(elsewhere, wanted)
      return elsewhere
    }
  }
  if (!found) mkdirSync(wanted, { mode: 0o700 })
  if (account.uid !== null && account.gid !== null && lstatSync(wanted).uid === 0) chownSync(wanted, account.uid, account.gid)
  return wanted
}

async function adopt(folder: string, options: EmbeddedOptions): Promise<EmbeddedPostgres | null> {
  for (let attempt = 0; attempt < 240; attempt++) {
    const file = readPidFile(folder)
    if (!file || !isLivingPostgres(file.pid)) {
      // Only a file whose server is gone is cleared: under a living one it would allow a second server on the same data.
      if (file) rmSync(join(folder, 'postmaster.pid'), { force: true })
      return null
    }
    const address = addressOf(folder, options.password)
    const answer = await probe({ ...address, database: 'postgres' })
    if (answer === 'ready') return { address, started: false, stop: async () => {} }
    if (attempt === 4) options.tell?.('The database of the last run is still stopping; waiting for it.')
    await pause(250)
  }
  throw new Error(`A PostgreSQL server is running on ${folder} but does not answer. Stop it, then start again.`)
}

function initialise(initdb: string, folder: string, account: PostgresAccount, options: EmbeddedOptions): void {
  options.tell?.('Making the database.')
  const passwordFolder = mkdtempSync(join(tmpdir(), 'linli-'))
  const passwordFile = join(passwordFolder, 'password')
  writeFileSync(passwordFile, options.password, { mode: 0o600 })
  if (account.uid !== null && account.gid !== null) {
    chownSync(passwordFile, account.uid, account.gid)
    chownSync(passwordFolder, account.uid, account.gid)
  }
  try {
    const made = spawnSync(
      initdb,
      [
        '-D',
        folder,
        `--username=${owner}`,
        `--pwfile=${passwordFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale-provider=builtin',
        '--locale=C.UTF-8',
        '--no-instructions',
      ],
      {
        encoding: 'utf8',
        cwd: '/',
        env: { PATH: process.env['PATH'], LC_ALL: 'C' },
        ...(account.uid !== null && account.gid !== null && { uid: account.uid, gid: account.gid }),
      },
    )
    if (made.status !== 0)
      throw new Error(`The database could not be made in ${folder}:\n${made.stderr || made.stdout || made.error?.message}`)
  } finally {
    rmSync(passwordFolder, { recursive: true, force: true })
  }
}

async function launch(postgres: string, folder: string, account: PostgresAccount, options: EmbeddedOptions): Promise<ChildProcess> {
  const settings = { ...settingsFor(memoryMib()), ...listening(folder, account), ...options.settings }
  const parameters = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  let command = postgres
  let commandArguments = ['-D', folder, ...parameters]
  // Without this a killed server would leave the database running, owned by nobody.
  const setpriv = ['/usr/bin/setpriv', '/bin/setpriv'].find(isExecutable)
  const asAccount = account.uid !== null && account.gid !== null ? { uid: account.uid, gid: account.gid } : null
  if (setpriv) {
    commandArguments = [
      ...(asAccount ? [`--reuid=${asAccount.uid}`, `--regid=${asAccount.gid}`, '--clear-groups'] : []),
      '--pdeathsig=INT',
      '--',
      command,
      ...commandArguments,
    ]
    command = setpriv
  }
  const logFile = join(options.dataFolder, 'postgres.log')
  const deadline = Date.now() + 60_000
  while (true) {
    // Detached: Ctrl-C in a terminal must reach the server first, which drains and then stops the database itself.
    const child = spawn(command, commandArguments, {
      cwd: '/',
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', PGTZ: 'UTC' },
      ...(!setpriv && asAccount),
    })
    const log = createWriteStream(logFile, { flags: 'a' })
    let said = ''
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (data: Buffer) => {
        if (said.length < 20_000) said += data.toString()
      })
      stream.pipe(log, { end: false })
    }
    const ended = new Promise<'ended'>((resolve) => child.once('close', () => (log.end(), resolve('ended'))))
    child.once('error', () => {})
    const address = { ...addressOf(folder, options.password), database: 'postgres' }
    while (Date.now() < deadline) {
      const outcome = await Promise.race([ended, probe(address)])
      if (outcome === 'ready') return child
      if (outcome === 'ended') break
      await pause(50)
    }
    // The backends of a killed database may hold its memory for a moment longer.
    const transient = said.includes('shared memory block') || said.includes('lock file')
    if (!transient || Date.now() > deadline)
      throw new Error(`The database did not start. Its last words:\n${said.slice(-2000)}\n(all of it: ${logFile})`)
    await pause(500)
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise<void>((resolve) => child.once('close', () => resolve()))
  child.kill('SIGINT')
  const timer = setTimeout(() => child.kill('SIGQUIT'), 20_000)
  await closed
  clearTimeout(timer)
}

/** A socket's path may have at most 107 bytes, so a deep data folder gets a short folder beside. */
function socketFolderOf(folder: string): string {
  if (Buffer.byteLength(folder) < 88) return folder
  const short = `/tmp/linli-${Buffer.from(folder)
    .toString('base64url')
    .slice(-24)
    .replace(/[^a-zA-Z0-9]/g, 'x')}`
  return short
}

function listening(folder: string, account: PostgresAccount): Record<string, string> {
  if (process.platform === 'win32') return { listen_addresses: '127.0.0.1', port: '54329', unix_socket_directories: '' }
  const socketFolder = socketFolderOf(folder)
  if (socketFolder !== folder) {
    mkdirSync(socketFolder, { recursive: true, mode: 0o700 })
    if (account.uid !== null && account.gid !== null) chownSync(socketFolder, account.uid, account.gid)
  }
  return { listen_addresses: '', unix_socket_directories: socketFolder, unix_socket_permissions: '0700' }
}

function addressOf(folder: string, password: string): DatabaseAddress {
  const windows = process.platform === 'win32'
  return {
    host: windows ? '127.0.0.1' : socketFolderOf(folder),
    port: windows ? 54329 : 5432,
    user: owner,
    password,
    database: databaseName,
  }
}

async function probe(address: DatabaseAddress): Promise<'ready' | 'not yet'> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 2000 })
  client.on('error', () => {})
  try {
    await client.connect()
    await client.end()
    return 'ready'
  } catch (error) {
    if ((error as { code?: string }).code === '28P01')
      throw new Error('The database refuses its password: secrets.json and the database folder do not belong together.', { cause: error })
    return 'not yet'
  }
}

async function createDatabase(address: DatabaseAddress): Promise<void> {
  const client = new pg.Client({ ...address, database: 'postgres' })
  await client.connect()
  try {
    const found = await client.query('select 1 from pg_database where datname = $1', [databaseName])
    if (found.rowCount === 0) await client.query(`create database ${databaseName}`)
  } finally {
    await client.end()
  }
}

/** What this process may use: a container's limit if there is one. */
function memoryMib(): number {
  const limited = process.constrainedMemory()
  const bytes = limited > 0 && limited < totalmem() ? limited : totalmem()
  return Math.floor(bytes / 1024 / 1024)
}

/** Settings fit for 2–16 GiB shared with the server itself. */
function settingsFor(memory: number): Record<string, string> {
  const sharedBuffers = Math.min(2048, Math.max(128, Math.floor(memory / 8)))
  return {
    shared_buffers: `${sharedBuffers}MB`,
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2))}MB`,
    work_mem: '16MB',
    maintenance_work_mem: `${Math.min(512, Math.max(64, Math.floor(memory / 16)))}MB`,
    max_connections: '120',
    // Small queries by the thousand: compiling them costs more than it saves.
    jit: 'off',
    random_page_cost: '1.1',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    wal_compression: 'on',
    // Containers often give /dev/shm only 64 MB.
    dynamic_shared_memory_type: process.platform === 'win32' ? 'windows' : 'mmap',
    log_min_messages: 'warning',
    log_timezone: 'UTC',
    timezone: 'UTC',
    lc_messages: 'C',
  }
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds))
}
