import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, inject, test } from 'vitest'
import { isLivingPostgres, readPidFile } from './pid-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'linli-pid-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = join(folder, 'postmaster.pid')

describe('postmaster.pid', () => {
  test('is read', () => {
    writeFileSync(file, '4711\n/data/postgres\n1767225600\n5432\n/run/linli\n\n 16777216 3\nready\n')
    expect(readPidFile(folder)).toEqual({ pid: 4711, port: 5432, socketFolder: '/run/linli' })
  })

  test('that is missing, empty or torn is null', () => {
    expect(readPidFile(join(folder, 'nowhere'))).toBeNull()
    for (const text of ['', '\n', 'words\n', '0\n', '-1\n', '1.5\n']) {
      writeFileSync(file, text)
      expect(readPidFile(folder)).toBeNull()
    }
    writeFileSync(file, '4711')
    expect(readPidFile(folder)).toEqual({ pid: 4711, port: 0, socketFolder: '' })
  })
})

describe('a process', () => {
  test('is a living PostgreSQL only if it is one', () => {
    const running = readPidFile(inject('database').host)
    expect(running).not.toBeNull()
    expect(isLivingPostgres(running?.pid ?? 0)).toBe(true)
    expect(isLivingPostgres(process.pid)).toBe(false)
    expect(isLivingPostgres(2 ** 22 + 1)).toBe(false)
  })
})
