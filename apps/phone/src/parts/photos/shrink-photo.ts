/** What the worker answers; `drawn` is null when the picture is small enough as it is. */
type Answer = { number: number; drawn: Blob | null; failed?: undefined } | { number: number; failed: true }

let worker: Worker | null = null
let asked = 0

/** A photo made small enough to send; itself when it is already, or when this browser cannot decode it: then the server looks at it. */
export async function shrinkPhoto(file: File): Promise<File> {
  if (!file.type.startsWith('image/')) return file
  try {
    const drawn = await inWorker(file).catch(async () => (await import('./draw-photo.ts')).drawPhoto(file))
    return drawn ? new File([drawn], `${file.name.replace(/\.\w+$/, '') || 'photo'}.jpg`, { type: 'image/jpeg' }) : file
  } catch {
    return file
  }
}

/** Rejects where there is no worker, no canvas in it, or when it cannot decode the picture. */
function inWorker(file: Blob): Promise<Blob | null> {
  return new Promise((resolve, reject) => {
    if (typeof OffscreenCanvas === 'undefined') {
      reject(new Error('There is no canvas in a worker'))
      return
    }
    worker ??= new Worker(new URL('./draw-photo.worker.ts', import.meta.url), { type: 'module' })
    const number = (asked += 1)
    const listening = new AbortController()
    const { signal } = listening
    worker.addEventListener(
      'message',
      ({ data }: MessageEvent<Answer>) => {
        if (data.number !== number) return
        listening.abort()
        if (data.failed) reject(new Error('The picture could not be read'))
        else resolve(data.drawn)
      },
      { signal },
    )
    worker.addEventListener(
      'error',
      () => {
        listening.abort()
        worker = null
        reject(new Error('The worker could not be started'))
      },
      { signal },
    )
    worker.postMessage({ number, file })
  })
}
