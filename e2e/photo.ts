import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Page } from 'playwright-core'

interface Picture {
  jpeg(of: { quality: number }): Picture
  withMetadata(of: { orientation?: number }): Picture
  toBuffer(): Promise<Buffer>
}

// The server's own library, found from where it is installed.
const sharp = createRequire(join(import.meta.dirname, '../apps/server/package.json'))('sharp') as (of: object) => Picture

/** A picture as a phone's camera takes one: large, and lying on its side with a note that says how to turn it. */
export function cameraPhoto({ width = 4000, height = 3000, sideways = true } = {}): Promise<Buffer> {
  const grain = { type: 'gaussian' as const, mean: 128, sigma: 12 }
  return sharp({ create: { width, height, channels: 3, background: '#5b7f8c', noise: grain } })
    .jpeg({ quality: 88 })
    .withMetadata(sideways ? { orientation: 6 } : {})
    .toBuffer()
}

/** Chooses a picture in a form, by the name of its group of photos. */
export async function addPhoto(page: Page, group: string | RegExp, picture: Buffer, fromGallery = true): Promise<void> {
  await page
    .getByRole('group', { name: group })
    .getByLabel(fromGallery ? /从相册选|Gallery/ : /拍照|Camera/)
    .setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: picture })
}
