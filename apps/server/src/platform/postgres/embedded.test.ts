import { readlinkSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { ask } from '../../testing/fresh-database.factory.ts'
import { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts'
import { isLivingPostgres, readPidFile } from './pid-file.ts'
import { makeTemporaryFolder } from './temporary-folder.ts'

const dataFolder = makeTemporaryFolder('embedded')
const started: EmbeddedPostgres[] = []
afterEach(async () => {
  for (const postgres of started.splice(0)) await postgres.stop()
})
afterAll(() => rmSync(dataFolder, { recursive: true, force: true }))

async function start(tell?: (sentence: string) => void): Promise<EmbeddedPostgres> {
  const postgres = await startEmbeddedPostgres({
    dataFolder,
    password: 'test',
    settings: { shared_buffers: '16MB' },
    ...(tell && { tell }),
  })
  started.push(postgres)
  return postgres
}

function databaseFolder(): string {
  const folder = join(dataFolder, 'postgres')
  try {
    return readlinkSync(folder)
  } catch {
    return folder
  }
}

const pidNow = () => readPidFile(databaseFolder())?.pid ?? 0
const keep = (postgres: EmbeddedPostgres, number: number) =>
  ask(postgres.address, `create table if not exists kept (number integer)`).then(() =>
    ask(postgres.address, 'insert into kept values ($1)', [number]),
  )
const kept = async (postgres: EmbeddedPostgres) =>
  (await ask<{ number: number }>(postgres.address, 'select number from kept order by number')).map((row) => row.number)

describe('the embedded database', () => {
  test('is made at the first start and keeps its data over a stop', async () => {
    const told: string[] = []
    const first = await start((sentence) => told.push(sentence))
    expect(first.started).toBe(true)
    expect(told).toEqual(['Making the database.'])
    await keep(first, 1)
    await first.stop()
    expect(readPidFile(databaseFolder())).toBeNull()
    await expect(ask(first.address, 'select 1')).rejects.toThrow()

    const second = await start((sentence) => told.push(sentence))
    expect(await kept(second)).toEqual([1])
    expect(told).toHaveLength(1)
  })

  test('that runs already is adopted, and stopped only by who started it', async () => {
    const first = await start()
    const second = await start()
    expect([first.started, second.started]).toEqual([true, false])
    expect(second.address).toEqual(first.address)
    await second.stop()
    expect(await kept(first)).toEqual([1])
  })

  test('comes back with everything committed after it was killed', async () => {
    const first = await start()
    await keep(first, 2)
    const pid = pidNow()
    expect(isLivingPostgres(pid)).toBe(true)
    process.kill(pid, 'SIGKILL')
    const second = await start()
    expect(second.started).toBe(true)
    expect(pidNow()).not.toBe(pid)
    expect(await kept(second)).toEqual([1, 2])
  })

  test('starts though its pid file names another living program', async () => {
    const first = await start()
    const text = (pid: number) => `${pid}\n${databaseFolder()}\n1767225600\n5432\n${databaseFolder()}\n\n\nready\n`
    await first.stop()
    for (const pid of [process.pid, process.ppid, 2 ** 22 + 1]) {
      writeFileSync(join(databaseFolder(), 'postmaster.pid'), text(pid))
      const again = await start()
      expect(again.started).toBe(true)
      expect(pidNow()).not.toBe(pid)
      expect(await kept(again)).toEqual([1, 2])
      await again.stop()
    }
  })

  test('with a password that is not its own says so in a sentence', async () => {
    await start()
    await expect(startEmbeddedPostgres({ dataFolder, password: 'another' })).rejects.toThrow(
      'The database refuses its password: secrets.json and the database folder do not belong together.',
    )
  })

  test('lets nobody in without the password', async () => {
    const { address } = await start()
    await expect(ask({ ...address, password: '' }, 'select 1')).rejects.toThrow()
    await expect(ask({ ...address, password: 'guess' }, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    expect(await ask(address, 'show listen_addresses')).toEqual([{ listen_addresses: '' }])
  })
})
