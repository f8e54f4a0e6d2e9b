import { expect, test } from 'vitest'
import { startFakeS3 } from '../../platform/file-store/s3.factory.ts'
import { S3Store } from '../../platform/file-store/s3-store.ts'
import { startTestCity, temporaryFolder } from '../../testing/test-city.ts'
import { makeVideo } from './examine/made-files.factory.ts'
import { collectOrphans, findFileFaults } from './index.ts'
import { begin, headersOf, look, photo, type Sender, sendBytes, uploadAndProcess } from './uploads.factory.ts'

const s3 = await startFakeS3()
const store = new S3Store({ ...s3.settings, prefix: 'testcity/', spoolFolder: temporaryFolder('spool'), timeoutMs: 2000, pausesMs: [1, 1] })
const city = await startTestCity('tiny_city', { fileStore: store })
const worker: Sender = { cookie: (await city.as('worker')).cookie() }

test('a photo goes its whole way through an object store that stumbles', async () => {
  s3.troubles.push('slow down', 'reset')
  const seen = await uploadAndProcess(city, worker, await photo())
  expect(seen.state).toBe('ready')
  s3.troubles.push('error 500')
  const answer = await city.app.inject({ url: seen.url ?? '' })
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'image/jpeg'])
  // Of the parts nothing is left: the picture and the small one beside it.
  expect(s3.objects.size).toBe(2)
})

test('a video is given in ranges', async () => {
  const video = makeVideo()
  const seen = await uploadAndProcess(city, worker, video, { type: 'video/mp4' })
  const answer = await city.app.inject({ url: seen.url ?? '', headers: { range: 'bytes=-1000' } })
  expect(answer.statusCode).toBe(206)
  expect(answer.rawPayload.equals(video.subarray(-1000))).toBe(true)
})

test('an upload the store could not take goes on from where it was', async () => {
  const bytes = await photo()
  const location = String((await begin(city, worker, { bytes: bytes.length })).headers.location)
  await sendBytes(city, worker, location, 0, bytes.subarray(0, 1000))
  s3.troubles.push('error 500', 'error 500', 'error 500')
  const away = await sendBytes(city, worker, location, 1000, bytes.subarray(1000))
  expect([away.statusCode, away.headers['retry-after']]).toEqual([503, '2'])
  s3.troubles.push('full')
  expect((await sendBytes(city, worker, location, 1000, bytes.subarray(1000))).statusCode).toBe(507)
  const head = await city.app.inject({ method: 'HEAD', url: location, headers: headersOf(worker) })
  expect(head.headers['upload-offset']).toBe('1000')
  expect((await sendBytes(city, worker, location, 1000, bytes.subarray(1000))).statusCode).toBe(200)
  expect((await look(city, worker, location.split('/').at(-1) ?? '')).state).toBe('processing')
})

test('orphans are found and collected page by page', async () => {
  const before = s3.objects.size
  const day = city.clock.now().toISOString().slice(0, 10)
  for (let count = 0; count < 10; count++) {
    const time = city.clock.now().getTime().toString(16).padStart(12, '0')
    s3.objects.set(
      `testcity/parts/${day}/${time.slice(0, 8)}-${time.slice(8)}-7000-8000-00000000000${count}`,
      Buffer.from('left by a killed process'),
    )
  }
  s3.objects.set('testcity/not-ours.txt', Buffer.from('x'))
  city.clock.advance(49 * 3_600_000)
  expect((await findFileFaults(city.db, store, city.clock.now()))[1]).toMatchObject({ checked: before + 11, wrong: 10 })
  expect((await collectOrphans(city.files)).orphanObjects).toBe(10)
  expect(s3.objects.has('testcity/not-ours.txt')).toBe(true)
})
