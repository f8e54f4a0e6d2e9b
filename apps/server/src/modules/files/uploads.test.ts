import { request as httpRequest } from 'node:http'
import { randomBytes, randomUUID } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { FolderStore } from '../../platform/file-store/folder-store.ts'
import { readWhole } from '../../platform/file-store/file-store.ts'
import { startSecondApp } from '../../testing/second-app.factory.ts'
import { startTestCity, temporaryFolder } from '../../testing/test-city.ts'
import { signInResident } from '../people/people.factory.ts'
import { begin, headersOf, look, metadataOf, permit, photo, type Sender, sendBytes, upload } from './uploads.factory.ts'

const folder = temporaryFolder('files')
const city = await startTestCity('tiny_city', { fileStore: new FolderStore({ folder }) })
const second = await startSecondApp(city)
const worker: Sender = { cookie: (await city.as('worker')).cookie() }
const resident: Sender = { cookie: (await signInResident(city, '13912340002')).cookie() }
const jpeg = await photo()

const offsetAt = async (sender: Sender, location: string, running: Pick<typeof city, 'app'> = city) => {
  const answer = await running.app.inject({ method: 'HEAD', url: location, headers: headersOf(sender) })
  return { status: answer.statusCode, offset: Number(answer.headers['upload-offset']), cache: answer.headers['cache-control'] }
}
const codeOf = (answer: { payload: string }) => (JSON.parse(answer.payload) as { code: string }).code
const storedBytes = async (id: string) => {
  const parts = await city.db.read.selectFrom('upload_parts').select('store_key').where('upload_id', '=', id).orderBy('start_at').execute()
  return Buffer.concat(await Promise.all(parts.map((part) => readWhole(city.fileStore, part.store_key))))
}

/** What lies in the folder of files that are not finished. */
const bytesBeingWritten = async () => {
  const unfinished = join(folder, 'unfinished')
  const names = await readdir(unfinished).catch(() => [])
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(unfinished, name)).then(
        (found) => found.size,
        () => 0,
      ),
    ),
  )
  return sizes.reduce((sum, size) => sum + size, 0)
}

describe('an upload', () => {
  test('is begun, sent and answered with the file it made', async () => {
    const begun = await begin(city, worker, { bytes: jpeg.length })
    expect(begun.statusCode).toBe(201)
    expect(begun.headers['tus-resumable']).toBe('1.0.0')
    const location = String(begun.headers.location)
    expect(location).toMatch(/^\/files\/uploads\/[0-9a-f-]{36}$/)
    const sent = await sendBytes(city, worker, location, 0, jpeg)
    expect(sent.statusCode).toBe(200)
    expect(sent.headers['upload-offset']).toBe(String(jpeg.length))
    expect(sent.json()).toMatchObject({ state: 'processing', kind: 'image', received: jpeg.length, bytes: jpeg.length })
  })

  test('may bring its bytes with its creation', async () => {
    const answer = await city.app.inject({
      method: 'POST',
      url: '/files/uploads',
      headers: {
        ...headersOf(worker),
        'upload-length': String(jpeg.length),
        'upload-metadata': metadataOf({ key: randomUUID(), name: 'a.jpg', type: 'image/jpeg' }),
        'content-type': 'application/offset+octet-stream',
      },
      payload: jpeg,
    })
    expect(answer.statusCode).toBe(201)
    expect(answer.json()).toMatchObject({ state: 'processing' })
  })

  test('cut at any places, also over two processes, ends as the same bytes once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uint8Array({ minLength: 1, maxLength: 3000 }),
        fc.array(fc.nat(2999), { maxLength: 5 }),
        async (content, cuts) => {
          const bytes = Buffer.from(content)
          const begun = await begin(city, worker, { bytes: bytes.length, type: 'video/mp4' })
          const location = String(begun.headers.location)
          let turn = 0
          const ends = [...new Set(cuts.map((cut) => cut % bytes.length)), bytes.length].sort((a, b) => a - b)
          for (const end of ends) {
            const running = (turn += 1) % 2 === 0 ? city : second
            const { offset } = await offsetAt(worker, location, running)
            const sent = await sendBytes(running, worker, location, offset, bytes.subarray(offset, end))
            expect(sent.statusCode).toBe(end === bytes.length ? 200 : 204)
            expect(sent.headers['upload-offset']).toBe(String(end))
          }
          expect(await storedBytes(location.split('/').at(-1) ?? '')).toEqual(bytes)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('whose connection breaks keeps what arrived and goes on from there', async () => {
    const bytes = randomBytes(600_000)
    await city.app.listen({ port: 0, host: '127.0.0.1' })
    const { port } = city.app.server.address() as { port: number }
    const begun = await begin(city, worker, { bytes: bytes.length, type: 'video/mp4' })
    const location = String(begun.headers.location)
    await new Promise<void>((resolve) => {
      const broken = httpRequest({
        port,
        host: '127.0.0.1',
        method: 'PATCH',
        path: location,
        headers: {
          ...headersOf(worker),
          'upload-offset': '0',
          'content-type': 'application/offset+octet-stream',
          'content-length': String(bytes.length),
        },
      })
      broken.on('error', () => resolve())
      broken.on('close', () => resolve())
      broken.write(bytes.subarray(0, 400_000))
      // Broken off before the first byte is read, nothing would be there to keep.
      void expect
        .poll(bytesBeingWritten, { timeout: 20_000 })
        .toBeGreaterThan(0)
        .finally(() => broken.destroy())
    })
    const arrived = await expect
      .poll(async () => (await offsetAt(worker, location)).offset, { timeout: 20_000 })
      .toBeGreaterThan(0)
      .then(() => offsetAt(worker, location))
    expect(arrived.offset).toBeLessThanOrEqual(400_000)
    const sent = await sendBytes(second, worker, location, arrived.offset, bytes.subarray(arrived.offset))
    expect(sent.statusCode).toBe(200)
    expect(await storedBytes(location.split('/').at(-1) ?? '')).toEqual(bytes)
  })

  test('of which two requests bring the same bytes at once counts them once', async () => {
    const begun = await begin(city, worker, { bytes: jpeg.length })
    const location = String(begun.headers.location)
    const answers = await Promise.all([city, second, city, second].map((running) => sendBytes(running, worker, location, 0, jpeg)))
    expect(answers.map((answer) => answer.statusCode).sort((a, b) => a - b)).toEqual([200, 409, 409, 409])
    expect(codeOf(answers.find((answer) => answer.statusCode === 409) ?? { payload: '{}' })).toBe('upload_offset_wrong')
    expect(await storedBytes(location.split('/').at(-1) ?? '')).toEqual(jpeg)
    const jobs = await city.db.read
      .selectFrom('files')
      .select('id')
      .where('id', '=', location.split('/').at(-1) ?? '')
      .execute()
    expect(jobs).toHaveLength(1)
  })

  test('that goes on at the wrong place is told where it is', async () => {
    const location = String((await begin(city, worker, { bytes: 100 })).headers.location)
    expect((await sendBytes(city, worker, location, 0, Buffer.alloc(10))).statusCode).toBe(204)
    for (const offset of [0, 5, 11, 99])
      expect(codeOf(await sendBytes(city, worker, location, offset, Buffer.alloc(1)))).toBe('upload_offset_wrong')
    expect(await offsetAt(worker, location)).toMatchObject({ status: 200, offset: 10, cache: 'no-store' })
  })

  test('that brings more than it announced is refused, and goes on where it was', async () => {
    const location = String((await begin(city, worker, { bytes: 100 })).headers.location)
    const answer = await sendBytes(city, worker, location, 0, Buffer.alloc(101))
    expect([answer.statusCode, codeOf(answer)]).toEqual([413, 'file_too_large'])
    expect((await offsetAt(worker, location)).offset).toBe(0)
  })

  test('can be ended while it is half, and is gone', async () => {
    const location = String((await begin(city, worker, { bytes: 100 })).headers.location)
    await sendBytes(city, worker, location, 0, Buffer.alloc(10))
    const end = () => city.app.inject({ method: 'DELETE', url: location, headers: headersOf(worker) })
    expect((await end()).statusCode).toBe(204)
    expect((await end()).statusCode).toBe(404)
    expect((await offsetAt(worker, location)).status).toBe(404)
  })

  test('that is half expires after a day', async () => {
    const key = randomUUID()
    const location = String((await begin(city, worker, { bytes: 100, key })).headers.location)
    const now = city.clock.now()
    city.clock.advance(24 * 3_600_000 + 1)
    const cookie = { cookie: (await city.as('worker')).cookie() }
    const answer = await sendBytes(city, cookie, location, 0, Buffer.alloc(10))
    expect([answer.statusCode, codeOf(answer)]).toEqual([410, 'upload_expired'])
    expect((await offsetAt(cookie, location)).status).toBe(410)
    expect((await begin(city, cookie, { bytes: 100, key })).statusCode).toBe(410)
    city.clock.advance(now.getTime() - city.clock.now().getTime())
  })
})

describe('beginning an upload', () => {
  test('is done once for a key, also at once and in two processes', async () => {
    const key = randomUUID()
    const answers = await Promise.all([city, second, city, second].map((running) => begin(running, worker, { bytes: jpeg.length, key })))
    expect(answers.map((answer) => answer.statusCode)).toEqual([201, 201, 201, 201])
    expect(new Set(answers.map((answer) => answer.headers.location)).size).toBe(1)
    const location = String(answers[0]?.headers.location)
    await sendBytes(city, worker, location, 0, jpeg)
    expect((await begin(city, worker, { bytes: jpeg.length, key })).headers.location).toBe(location)
    expect((await offsetAt(worker, location)).offset).toBe(jpeg.length)
  })

  test('with the same key for another file is refused; another owner may use the key', async () => {
    const key = randomUUID()
    const first = await begin(city, worker, { bytes: 100, key })
    expect(codeOf(await begin(city, worker, { bytes: 101, key }))).toBe('idempotency_key_reused')
    expect(codeOf(await begin(city, worker, { bytes: 100, key, type: 'video/mp4' }))).toBe('idempotency_key_reused')
    const other = await begin(city, resident, { bytes: 101, key })
    expect(other.statusCode).toBe(201)
    expect(other.headers.location).not.toBe(first.headers.location)
  })

  test('is refused before the first byte when it is too large, empty, of a kind not taken, or badly said', async () => {
    const mebibyte = 1024 * 1024
    const refused: [string, Promise<{ payload: string; statusCode: number }>][] = [
      ['file_too_large', begin(city, worker, { bytes: 20 * mebibyte + 1 })],
      ['file_too_large', begin(city, worker, { bytes: 50 * mebibyte + 1, type: 'video/mp4' })],
      ['file_too_large', begin(city, worker, { bytes: 20 * mebibyte + 1, type: 'application/pdf' })],
      ['validation_failed', begin(city, worker, { bytes: 0 })],
      ['validation_failed', begin(city, worker, { bytes: -1 })],
      ['validation_failed', begin(city, worker, { bytes: 1.5 })],
      ['idempotency_key_missing', begin(city, worker, { bytes: 1, key: '' })],
      ['idempotency_key_missing', begin(city, worker, { bytes: 1, key: 'a\0bcdefgh' })],
      ...['image/svg+xml', 'text/html', 'text/plain', 'image/gif', 'application/zip', '', '__proto__', 'constructor'].map(
        (type) =>
          ['file_type_not_accepted', begin(city, worker, { bytes: 1, type })] as [string, Promise<{ payload: string; statusCode: number }>],
      ),
    ]
    for (const [code, asked] of refused) expect(codeOf(await asked)).toBe(code)
    expect((await begin(city, worker, { bytes: 50 * mebibyte, type: 'video/mp4' })).statusCode).toBe(201)
  })

  test('keeps a name without folders, hidden signs and turned writing', async () => {
    for (const [typed, kept] of [
      ['../../etc/passwd.jpg', 'passwd.jpg'],
      ['C:\\photos\\一张 照片.jpg', '一张 照片.jpg'],
      ['a\u202egpj.exe', 'agpj.exe'],
      ['<b>"x"|y?.jpg', '_b__x__y_.jpg'],
      ['', 'file'],
      ['...', 'file'],
      [`${'长'.repeat(300)}.jpeg`, `${'长'.repeat(115)}.jpeg`],
    ] as const) {
      const begun = await begin(city, worker, { bytes: 10, name: typed })
      expect((await look(city, worker, String(begun.headers.location).split('/').at(-1) ?? '')).name).toBe(kept)
    }
  })
})

describe('who may upload', () => {
  test('is told to sign in without a session or permit', async () => {
    const location = String((await begin(city, worker, { bytes: 100 })).headers.location)
    for (const sender of [
      {},
      { cookie: 'linli_session=made-up' },
      { token: 'made-up' },
      { token: `${randomUUID()}.99999999999999.${'A'.repeat(43)}` },
    ]) {
      const answers = [await begin(city, sender, { bytes: 10 }), await sendBytes(city, sender, location, 0, Buffer.alloc(1))]
      for (const answer of answers) expect([answer.statusCode, codeOf(answer)]).toEqual([401, 'not_signed_in'])
      expect((await offsetAt(sender, location)).status).toBe(401)
    }
  })

  test('knows nothing of the uploads of others', async () => {
    const id = await upload(city, worker, jpeg)
    const half = String((await begin(city, worker, { bytes: 100 })).headers.location)
    const [stranger, another] = [await permit(city), await permit(city)]
    const own = String((await begin(city, stranger, { bytes: 100 })).headers.location)
    for (const sender of [resident, stranger]) {
      expect((await offsetAt(sender, half)).status).toBe(404)
      expect((await sendBytes(city, sender, half, 0, Buffer.alloc(1))).statusCode).toBe(404)
      expect((await city.app.inject({ method: 'DELETE', url: half, headers: headersOf(sender) })).statusCode).toBe(404)
      await expect(look(city, sender, id)).rejects.toThrow('not_found')
    }
    for (const sender of [another, worker]) expect((await offsetAt(sender, own)).status).toBe(404)
    expect((await offsetAt(stranger, own)).status).toBe(200)
    for (const path of ['not-an-id', '%00', '..%2f..%2fx', randomUUID()])
      expect((await offsetAt(worker, `/files/uploads/${path}`)).status).toBe(404)
  })

  test('goes on with the uploads of a permit after signing in', async () => {
    const stranger = await permit(city)
    const location = String((await begin(city, stranger, { bytes: 100 })).headers.location)
    expect((await offsetAt({ ...resident, ...stranger }, location)).status).toBe(200)
  })

  test('cannot be a page of another site', async () => {
    const location = String((await begin(city, worker, { bytes: 10 })).headers.location)
    for (const [method, url] of [
      ['POST', '/files/uploads'],
      ['PATCH', location],
      ['DELETE', location],
    ] as const) {
      const answer = await city.app.inject({ method, url, headers: { ...headersOf(worker), origin: 'https://evil.example' } })
      expect([answer.statusCode, codeOf(answer)]).toEqual([403, 'foreign_origin'])
      expect(answer.headers['access-control-allow-origin']).toBeUndefined()
    }
  })

  test('with a one-time password has to change it first', async () => {
    const [{ id }] = (await city.db.read.selectFrom('accounts').select('id').where('login_name', '=', 'handler').execute()) as [
      { id: string },
    ]
    await city.db.read.updateTable('accounts').set({ must_change_password: true }).where('id', '=', id).execute()
    const handler = { cookie: (await city.as('handler')).cookie() }
    expect(codeOf(await begin(city, handler, { bytes: 10 }))).toBe('password_change_needed')
  })

  test('with a permit may begin for two hours and finish what it began', async () => {
    const stranger = await permit(city)
    const location = String((await begin(city, stranger, { bytes: jpeg.length })).headers.location)
    city.clock.advance(2 * 3_600_000 + 1)
    expect(codeOf(await begin(city, stranger, { bytes: 10 }))).toBe('not_signed_in')
    expect((await sendBytes(city, stranger, location, 0, jpeg)).statusCode).toBe(200)
    city.clock.advance(25 * 3_600_000)
    expect((await offsetAt(stranger, location)).status).toBe(401)
  })

  test('gets sixty permits an hour at one address, twenty uploads and 150 MB with one of them', async () => {
    const ask = () => city.app.inject({ method: 'POST', url: '/api/upload-permits', remoteAddress: '203.0.113.7' })
    const statuses: number[] = []
    for (let count = 0; count < 61; count++) statuses.push((await ask()).statusCode)
    expect(statuses).toEqual([...Array.from({ length: 60 }, () => 201), 429])
    expect((await city.app.inject({ method: 'POST', url: '/api/upload-permits', remoteAddress: '203.0.113.8' })).statusCode).toBe(201)
    city.clock.advance(3_600_001)
    expect((await ask()).statusCode).toBe(201)

    const many = await permit(city)
    for (let count = 0; count < 20; count++) expect((await begin(city, many, { bytes: 10 })).statusCode).toBe(201)
    expect(codeOf(await begin(city, many, { bytes: 10 }))).toBe('too_many_uploads')
    const large = await permit(city)
    const fifty = { bytes: 50 * 1024 * 1024, type: 'video/mp4' }
    for (let count = 0; count < 3; count++) expect((await begin(city, large, fifty)).statusCode).toBe(201)
    expect(codeOf(await begin(city, large, { bytes: 1 }))).toBe('too_many_uploads')
  })
})

describe('the tus protocol', () => {
  test('tells what the server can do', async () => {
    const answer = await city.app.inject({ method: 'OPTIONS', url: '/files/uploads' })
    expect(answer.statusCode).toBe(204)
    expect(answer.headers).toMatchObject({
      'tus-version': '1.0.0',
      'tus-extension': 'creation,creation-with-upload,termination',
      'tus-max-size': String(50 * 1024 * 1024),
    })
    expect(answer.headers['access-control-allow-methods']).toBeUndefined()
  })

  test('refuses what does not speak it with a problem document, never a fault', async () => {
    const location = String((await begin(city, worker, { bytes: 100 })).headers.location)
    const plain = { ...headersOf(worker), 'content-type': 'application/offset+octet-stream' }
    const tries = [
      ['POST', '/files/uploads', { ...headersOf(worker), 'tus-resumable': '0.2.2' }],
      ['POST', '/files/uploads', { cookie: worker.cookie }],
      ['POST', '/files/uploads', { ...headersOf(worker), 'upload-defer-length': '1' }],
      ['POST', '/files/uploads', { ...headersOf(worker), 'upload-length': '5', 'upload-metadata': '=,=' }],
      ['POST', '/files/uploads', { ...headersOf(worker), 'upload-length': '5', 'upload-concat': 'partial' }],
      ['PATCH', location, plain],
      ['PATCH', location, { ...plain, 'upload-offset': 'many' }],
      ['PATCH', location, { ...headersOf(worker), 'upload-offset': '0', 'content-type': 'application/json' }],
    ] as const
    for (const [method, url, headers] of tries) {
      const answer = await city.app.inject({
        method,
        url,
        headers: headers as Record<string, string>,
        ...(method === 'PATCH' && { payload: '{}' }),
      })
      expect(answer.statusCode, `${method} ${JSON.stringify(headers)} ${answer.payload}`).toBeGreaterThanOrEqual(400)
      expect(answer.statusCode, answer.payload).toBeLessThan(500)
      expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    }
  })
})
