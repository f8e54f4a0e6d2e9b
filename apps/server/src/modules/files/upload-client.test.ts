import { randomUUID } from 'node:crypto'
import { NoAnswer, uploadFile } from '@linli/client'
import { expect, test } from 'vitest'
import { startTestCity } from '../../testing/test-city.ts'
import { signInResident } from '../people/people.factory.ts'
import { photo } from './uploads.factory.ts'

const city = await startTestCity()
const cookie = (await signInResident(city, '13912340601')).cookie()

/** Speaks to the server without a network; `cut` tells for each request, counted from 1, whether its answer is lost. */
function connection(cut: (request: number, method: string) => boolean = () => false) {
  const sent: string[] = []
  const speak: typeof fetch = async (input, init) => {
    const method = init?.method ?? 'GET'
    sent.push(method)
    const answer = await city.app.inject({
      method: method as 'GET',
      url: String(input).replace('http://linli.test', ''),
      headers: init?.headers as Record<string, string>,
      ...(init?.body instanceof Blob && { payload: Buffer.from(await init.body.arrayBuffer()) }),
    })
    if (cut(sent.length, method)) throw new TypeError('Failed to fetch')
    return new Response(method === 'HEAD' || answer.statusCode === 204 ? null : answer.rawPayload, {
      status: answer.statusCode,
      headers: answer.headers as Record<string, string>,
    })
  }
  return { sent, speak }
}

function upload(file: File, key: string, speak: typeof fetch, onProgress?: (received: number) => void) {
  return uploadFile(file, {
    key,
    fetch: speak,
    baseUrl: 'http://linli.test',
    headers: () => ({ cookie }),
    ...(onProgress && { onProgress }),
  })
}

async function largePhoto(): Promise<File> {
  const bytes = await photo({ width: 900, height: 900, format: 'png' })
  return new File([bytes], '现场 照片.png', { type: 'image/png' })
}

test('a file arrives in parts, tells how far it is, and keeps its name', async () => {
  const file = await largePhoto()
  const heard: number[] = []
  const answer = await upload(file, randomUUID(), connection().speak, (received) => heard.push(received))
  expect(answer).toMatchObject({ name: '现场 照片.png', received: file.size, state: 'processing' })
  expect(heard.at(-1)).toBe(file.size)
  expect(heard).toEqual(heard.toSorted((a, b) => a - b))
  expect(heard.length).toBeGreaterThan(2)
})

test('after a lost connection the same key goes on where it stopped, also when only the last answer was lost', async () => {
  const file = await largePhoto()
  const key = randomUUID()
  await expect(upload(file, key, connection((_, method) => method === 'PATCH').speak)).rejects.toBeInstanceOf(NoAnswer)
  const again = connection()
  const heard: number[] = []
  const answer = await upload(file, key, again.speak, (received) => heard.push(received))
  expect(heard[0]).toBeGreaterThan(0)
  expect(answer.received).toBe(file.size)
  const third = connection()
  expect((await upload(file, key, third.speak)).id).toBe(answer.id)
  expect(third.sent).not.toContain('PATCH')
})

test('what the server refuses is told as its problem', async () => {
  const file = new File(['MZ'], 'a.exe', { type: 'application/x-msdownload' })
  await expect(upload(file, randomUUID(), connection().speak)).rejects.toMatchObject({ problem: { code: 'file_type_not_accepted' } })
})
