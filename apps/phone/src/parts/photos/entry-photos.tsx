import type { AttachedFile } from '@linli/contract'
import { isOneOf } from '@linli/ui'
import { useState } from 'react'
import { Sheet } from '../sheet.tsx'
import './photos.css'
import { usePhotoTexts } from './texts.ts'

/** What came with an entry: photos that open large, everything else as a link. The links are signed and die with time. */
export function EntryPhotos({ files }: { files: readonly AttachedFile[] }) {
  const say = usePhotoTexts()
  const [shown, setShown] = useState<number | null>(null)
  if (files.length === 0) return null
  const photos = files.filter((file) => file.thumbnailUrl !== null)
  const others = files.filter((file) => file.thumbnailUrl === null)
  return (
    <>
      <ul className="entry-photos" aria-label={say('attached')}>
        {photos.map((file, at) => (
          <li key={file.id}>
            <button type="button" aria-label={say('view', { number: at + 1 })} onClick={() => setShown(at)}>
              <img src={file.thumbnailUrl ?? ''} alt="" loading="lazy" />
            </button>
            {isOneOf(['before', 'after'], file.role) && <span>{say(`roles.${file.role}`)}</span>}
          </li>
        ))}
        {others.map((file) => (
          <li key={file.id}>
            <a href={file.url} target="_blank" rel="noreferrer">
              {say('open', { name: file.name })}
            </a>
          </li>
        ))}
      </ul>
      {shown !== null && <Viewer photos={photos} at={shown} onShow={setShown} />}
    </>
  )
}

function Viewer({ photos, at, onShow }: { photos: readonly AttachedFile[]; at: number; onShow: (at: number | null) => void }) {
  const say = usePhotoTexts()
  const [failed, setFailed] = useState<string | null>(null)
  const photo = photos[at]
  if (!photo) return null
  return (
    <Sheet title={say('of', { number: at + 1, count: photos.length })} onClose={() => onShow(null)}>
      {failed === photo.id ? (
        <p className="hint">{say('gone')}</p>
      ) : (
        <img
          className="photo-large"
          src={photo.url}
          alt={say('photo', { number: at + 1 })}
          {...(photo.width && photo.height && { width: photo.width, height: photo.height })}
          onError={() => setFailed(photo.id)}
        />
      )}
      {photos.length > 1 && (
        <div className="button-pair">
          <button type="button" className="plain-button" disabled={at === 0} onClick={() => onShow(at - 1)}>
            {say('before')}
          </button>
          <button type="button" className="plain-button" disabled={at === photos.length - 1} onClick={() => onShow(at + 1)}>
            {say('after')}
          </button>
        </div>
      )}
    </Sheet>
  )
}
