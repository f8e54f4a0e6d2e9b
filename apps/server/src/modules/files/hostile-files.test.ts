import exifr from 'exifr'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { fileRefusals } from '@linli/contract'
import { readWhole } from '../../platform/file-store/file-store.ts'
import { startTestCity } from '../../testing/test-city.ts'
import { hostileFiles } from './examine/hostile-files.factory.ts'
import { permit, type Sender, uploadAndProcess } from './uploads.factory.ts'

const city = await startTestCity()
const worker: Sender = { cookie: (await city.as('worker')).cookie() }
const files = await hostileFiles()

/** What phones write into photos, and what must never come out again. Long enough not to be written by chance. */
const secrets = /SecretPhone|Personal 9|Zhang San|SN-4711|xmpmeta|Exif\0\0|<html|<script|<svg x|alert\(/

describe('hostile files', () => {
  test('are two hundred and more, no two alike', () => {
    expect(files.length).toBeGreaterThanOrEqual(200)
    expect(new Set(files.map((file) => file.what)).size).toBe(files.length)
  })

  test.each(files.map((file) => [file.what, file] as const))(
    '%s',
    async (_, { bytes, outcome, type = 'image/jpeg', name = 'photo.jpg' }) => {
      const seen = await uploadAndProcess(city, worker, bytes, { type, name })
      if (outcome in fileRefusals || outcome === 'refused') expect(seen.state, JSON.stringify(seen)).toBe('refused')
      if (outcome in fileRefusals) expect(seen.refusal?.code).toBe(outcome)
      if (outcome === 'redrawn') expect(seen.state, JSON.stringify(seen.refusal)).toBe('ready')
      const row = await city.db.read.selectFrom('files').selectAll().where('id', '=', seen.id).executeTakeFirstOrThrow()
      if (seen.state === 'refused') {
        // In the language of the account.
        expect(seen.refusal?.detail).toBe(seen.refusal && fileRefusals[seen.refusal.code].zh)
        expect([seen.url, seen.thumbnailUrl, row.store_key]).toEqual([null, null, null])
      } else if (outcome !== 'ready') {
        expect(seen.contentType).toBe('image/jpeg')
        for (const key of [row.store_key, row.thumbnail_key]) await expectOnlyPixels(await readWhole(city.fileStore, key ?? ''))
        const link = await city.app.inject({ url: seen.url ?? '' })
        expect(link.headers['content-disposition']).toMatch(/^inline; filename\*=UTF-8''[\w%.~!-]+\.jpg$/)
      }
      // Nothing of what was sent is left, whichever way it went.
      expect(await city.db.read.selectFrom('upload_parts').select('store_key').execute()).toEqual([])
    },
  )

  test('leave nothing in the store but what was drawn anew', async () => {
    const rows = await city.db.read.selectFrom('files').select(['store_key', 'thumbnail_key']).where('state', '=', 'ready').execute()
    const named = new Set(rows.flatMap((row) => [row.store_key, row.thumbnail_key]))
    for await (const { key } of city.fileStore.list()) expect(named.has(key)).toBe(true)
  })

  test('are announced as something else in vain', async () => {
    const html = Buffer.from('<html><script>alert(1)</script></html>')
    const seen = await uploadAndProcess(city, worker, html, { type: 'application/pdf', name: 'letter.pdf' })
    expect(seen).toMatchObject({ state: 'refused', kind: 'document', refusal: { code: 'type_not_accepted' } })
  })

  test('are refused in the language of a stranger’s browser', async () => {
    const stranger = await permit(city)
    const seen = await uploadAndProcess(city, stranger, Buffer.from('#!/bin/sh'))
    expect(seen.refusal?.detail).toBe(fileRefusals.type_not_accepted.en)
  })
})

async function expectOnlyPixels(stored: Buffer): Promise<void> {
  const metadata = await sharp(stored).metadata()
  expect(metadata).toMatchObject({ format: 'jpeg' })
  for (const trace of ['exif', 'xmp', 'iptc', 'icc', 'orientation', 'comments'] as const) expect(metadata[trace]).toBeUndefined()
  expect(await exifr.parse(stored, true).then((found: Record<string, unknown> | undefined) => traces(found))).toEqual([])
  expect(await exifr.gps(stored)).toBeUndefined()
  expect(stored.toString('latin1')).not.toMatch(secrets)
}

/** Of JFIF the resolution is left, which says nothing. */
function traces(found: Record<string, unknown> | undefined): string[] {
  return Object.keys(found ?? {}).filter((name) => !/^(?:JFIFVersion|ResolutionUnit|[XY]Resolution|Thumbnail(?:Width|Height))$/.test(name))
}
