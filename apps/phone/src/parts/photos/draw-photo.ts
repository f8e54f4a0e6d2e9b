import { firstSmallEnough, fitWithin, mostBytes, mostSide } from './fit-photo.ts'

/**
 * The picture drawn anew as a JPEG of at most 2,048 pixels a side and about 500 KB, upright as the camera meant it; null when it is small
 * enough already. Rejects when this browser cannot decode it. Works in a worker and on a page.
 */
export async function drawPhoto(file: Blob): Promise<Blob | null> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' })
  try {
    const { width, height } = fitWithin(bitmap.width, bitmap.height, mostSide)
    if (width === bitmap.width && file.size <= mostBytes && file.type === 'image/jpeg') return null
    return await firstSmallEnough(encoderOf(bitmap, width, height))
  } finally {
    bitmap.close()
  }
}

function encoderOf(bitmap: ImageBitmap, width: number, height: number): (quality: number) => Promise<Blob> {
  if (typeof OffscreenCanvas !== 'undefined') {
    const canvas = new OffscreenCanvas(width, height)
    draw(canvas.getContext('2d'), bitmap, width, height)
    return (quality) => canvas.convertToBlob({ type: 'image/jpeg', quality })
  }
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  draw(canvas.getContext('2d'), bitmap, width, height)
  return (quality) =>
    new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The picture could not be drawn'))), 'image/jpeg', quality),
    )
}

function draw(
  context: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D | null,
  bitmap: ImageBitmap,
  width: number,
  height: number,
): void {
  if (!context) throw new Error('There is no canvas to draw on')
  // A JPEG knows no transparency: what lies below would be black.
  context.fillStyle = '#fff'
  context.fillRect(0, 0, width, height)
  context.imageSmoothingQuality = 'high'
  context.drawImage(bitmap, 0, 0, width, height)
}
