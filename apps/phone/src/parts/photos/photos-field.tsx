import { CameraOutline, PictureOutline } from 'antd-mobile-icons'
import { useId } from 'react'
import { mostPhotos, type Photo } from './photo.ts'
import './photos.css'
import { usePhotoTexts } from './texts.ts'
import type { Photos } from './use-photos.ts'

/** Takes photos with the camera or from the gallery, shows how far each is, and lets go of them again. `label` names the group for those who hear it. */
export function PhotosField({ label, photos: { photos, add, remove } }: { label: string; photos: Photos }) {
  const say = usePhotoTexts()
  const full = photos.length >= mostPhotos
  return (
    <fieldset className="photos-field">
      <legend className="linli-unseen">{label}</legend>
      {photos.length > 0 && (
        <ul className="photo-tiles">
          {photos.map((photo, at) => (
            <Tile key={photo.key} photo={photo} number={at + 1} onRemove={() => remove(photo.key)} />
          ))}
        </ul>
      )}
      {full ? (
        <p className="hint">{say('most', { count: mostPhotos })}</p>
      ) : (
        <div className="photo-buttons">
          <Picker label={say('take')} camera onFiles={add} />
          <Picker label={say('choose')} onFiles={add} />
        </div>
      )}
    </fieldset>
  )
}

/** A file field that looks like a button; `camera` opens the camera of a phone at once. */
function Picker({ label, camera = false, onFiles }: { label: string; camera?: boolean; onFiles: (files: Iterable<File>) => void }) {
  const id = useId()
  return (
    <label htmlFor={id} className="photo-button">
      {camera ? <CameraOutline aria-hidden /> : <PictureOutline aria-hidden />}
      <span>{label}</span>
      <input
        id={id}
        type="file"
        accept="image/*"
        className="linli-unseen"
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => {
          // Read before it is emptied, so that the same picture can be chosen again.
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </label>
  )
}

function Tile({ photo, number, onRemove }: { photo: Photo; number: number; onRemove: () => void }) {
  const say = usePhotoTexts()
  const { state, share, refusal } = photo
  return (
    <li data-state={state}>
      <img src={photo.url} alt={say('photo', { number })} />
      {state === 'uploading' && <progress max={1} value={share} aria-label={say('photo', { number })} />}
      <output>{state === 'refused' ? refusal || say('refused') : say(`states.${state}`, { percent: Math.round(share * 100) })}</output>
      <button type="button" aria-label={say('remove', { number })} onClick={onRemove}>
        ×
      </button>
    </li>
  )
}
