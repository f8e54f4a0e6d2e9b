/** npm run icons: draws the phone app's icons from its icon.svg, in the sizes that home screens ask for. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import sharp from 'sharp'

const project = join(import.meta.dirname, '..')
const folder = join(project, 'apps/phone/public')
const drawing = readFileSync(join(folder, 'icon.svg'))
const ground = '#0b6b87'

for (const size of [192, 512])
  await sharp(drawing, { density: 600 })
    .resize(size, size)
    .png()
    .toFile(join(folder, `icon-${size}.png`))

// A home screen may cut it to any shape: all that counts stays within the middle four fifths.
const inner = await sharp(drawing, { density: 600 }).resize(410, 410).png().toBuffer()
await sharp({ create: { width: 512, height: 512, channels: 4, background: ground } })
  .composite([{ input: inner, gravity: 'centre' }])
  .png()
  .toFile(join(folder, 'icon-maskable-512.png'))
