import { drawPhoto } from './draw-photo.ts'

/** Draws photos away from the page, which stays quick under the thumb. Answers under the number it was asked with. */
self.addEventListener('message', ({ data }: MessageEvent<{ number: number; file: Blob }>) => {
  drawPhoto(data.file).then(
    (drawn) => self.postMessage({ number: data.number, drawn }),
    () => self.postMessage({ number: data.number, failed: true }),
  )
})
