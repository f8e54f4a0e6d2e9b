import exifr from 'exifr'
import sharp, { type Metadata } from 'sharp'
import { FileRefused } from '../file.ts'

/** Phones take pictures of up to 108 million pixels; what has more is made to fill the memory. */
const mostPixels = 120_000_000
const longestEdge = { picture: 2560, thumbnail: 480 }

// Of the dozens of formats the library reads, only those on our list; it would draw SVG, and look into what SVG names.
sharp.block({ operation: ['VipsForeignLoad'] })
sharp.unblock({
  operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadWebp', 'VipsForeignLoadHeif'],
})
// One picture at a time on one thread: the same process answers requests.
sharp.concurrency(1)
sharp.cache(false)

export interface PreparedImage {
  contentType: 'image/jpeg'
  bytes: Buffer
  thumbnail: Buffer
  width: number
  height: number
  place: { longitude: number; latitude: number } | null
}

/**
 * Draws a picture anew, so that nothing but its pixels is left: at most 2,560 pixels wide and high, upright, in plain colours (sRGB),
 * its first frame when it moves, on white where it was clear. The place is read before it is gone. Throws `FileRefused`.
 */
export async function prepareImage(original: Buffer, contentType: string): Promise<PreparedImage> {
  const found = await readMetadata(original, contentType)
  if (found.width * found.height > mostPixels) throw new FileRefused('too_many_pixels')
  const place = await readPlace(found)
  try {
    const picture = await open(original)
      .autoOrient()
      .resize({ width: longestEdge.picture, height: longestEdge.picture, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      // mozjpeg would save a quarter of the bytes and take three times as long (12 million pixels: 3.6 s against 1.1 s).
      .jpeg({ quality: 82 })
      .toBuffer({ resolveWithObject: true })
    const thumbnail = await open(picture.data)
      .resize({ width: longestEdge.thumbnail, height: longestEdge.thumbnail, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 76 })
      .toBuffer()
    return { contentType: 'image/jpeg', bytes: picture.data, thumbnail, width: picture.info.width, height: picture.info.height, place }
  } catch (error) {
    throw new FileRefused(/pixel limit/i.test(String(error)) ? 'too_many_pixels' : 'damaged', error)
  }
}

function open(bytes: Buffer) {
  // What is cut off fails; the small faults of real phones, which `warning` would refuse, do not.
  return sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error', pages: 1 }).timeout({ seconds: 30 })
}

async function readMetadata(original: Buffer, contentType: string): Promise<Metadata> {
  try {
    return await open(original).metadata()
  } catch (error) {
    if (/pixel limit/i.test(String(error))) throw new FileRefused('too_many_pixels', error)
    // The prebuilt library reads AVIF but, for the sake of patents, not HEIC.
    const isHeic = contentType === 'image/heic' || contentType === 'image/heif'
    throw new FileRefused(isHeic ? 'heic_not_readable' : 'damaged', error)
  }
}

/** Where the photo says it was taken. A note that cannot be read is no note. */
async function readPlace({ exif }: Metadata): Promise<PreparedImage['place']> {
  if (!exif) return null
  const tiff = exif.subarray(0, 4).toString('latin1') === 'Exif' ? exif.subarray(6) : exif
  const found = await exifr.gps(tiff).catch(() => undefined)
  if (!found || !Number.isFinite(found.longitude) || !Number.isFinite(found.latitude)) return null
  if (Math.abs(found.longitude) > 180 || Math.abs(found.latitude) > 90) return null
  // What cameras write when they do not know.
  if (found.longitude === 0 && found.latitude === 0) return null
  return { longitude: found.longitude, latitude: found.latitude }
}
