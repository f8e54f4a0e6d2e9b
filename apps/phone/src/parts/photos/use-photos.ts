import { useSyncExternalStore } from 'react'
import { useMe } from '../../app/session.ts'
import { mostPhotos, type Photo } from './photo.ts'
import { dropPhoto, forgetPhotosOf, listenToPhotos, photosOf, takePhoto } from './photo-store.ts'
import { uploadPhoto } from './upload-photo.ts'

export interface Photos {
  photos: readonly Photo[]
  add: (files: Iterable<File>) => void
  remove: (key: string) => void
  /** Forgets them all: they were sent, or the form was. */
  discard: () => void
}

/**
 * The photos of a form, kept while one walks through the app. Each is made small and sent ahead at once, so that by the time the words are
 * written there is nothing left to wait for; what could not be sent ahead goes with the form.
 */
export function usePhotos(form: string): Photos {
  const photos = useSyncExternalStore(listenToPhotos, () => photosOf(form))
  const hasAccount = Boolean(useMe()?.accountId)
  return {
    photos,
    add: (files) => {
      const room = Math.max(0, mostPhotos - photosOf(form).length)
      for (const file of [...files].slice(0, room))
        void takePhoto(form, file, (photo, options) => uploadPhoto(photo, { hasAccount, ...options }))
    },
    remove: (key) => dropPhoto(form, key),
    discard: () => forgetPhotosOf(form),
  }
}
