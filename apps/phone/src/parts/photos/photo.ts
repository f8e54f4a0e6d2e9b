/** A photo somebody chose for a form. */
export interface Photo {
  /** Made once for this file: the upload goes on and is never made twice under it. */
  key: string
  file: File
  /** Shows it on the page. */
  url: string
  /** `waiting`: there is no network yet; it goes with what it belongs to. */
  state: 'shrinking' | 'uploading' | 'ready' | 'waiting' | 'refused'
  /** Between 0 and 1. */
  share: number
  fileId: string | null
  /** Why it is not taken, in words; null unless refused. */
  refusal: string | null
}

/** As many files as one action takes. */
export const mostPhotos = 12

export interface UploadOptions {
  onProgress?: (share: number) => void
  signal?: AbortSignal
}

/** Sends a photo and answers the id of its file. */
export type Upload = (photo: Pick<Photo, 'key' | 'file'>, options: UploadOptions) => Promise<string>

/** The file was looked at and is not taken; `detail` says what to do. */
export class PhotoRefused extends Error {
  readonly detail: string
  constructor(detail: string) {
    super(detail)
    this.detail = detail
  }
}
