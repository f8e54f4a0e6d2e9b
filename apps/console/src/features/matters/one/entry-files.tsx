import { FileOutlined, PlayCircleOutlined } from '@ant-design/icons'
import type { AttachedFile } from '@linli/contract'
import { useState } from 'react'
import { useFileTexts } from '../../../parts/file-texts.ts'
import { PhotoViewer } from './photo-viewer.tsx'
import '../../../parts/file-input.css'

/** What came with an entry: photos as thumbnails that open in a viewer, everything else as a link. The links are signed and die with time. */
export function EntryFiles({ files }: { files: readonly AttachedFile[] }) {
  const say = useFileTexts()
  const [shown, setShown] = useState<number | null>(null)
  if (files.length === 0) return null
  const photos = files.filter((file) => file.thumbnailUrl !== null)
  const others = files.filter((file) => file.thumbnailUrl === null)
  return (
    <>
      <ul className="entry-files" aria-label={say('attached')}>
        {photos.map((file, at) => (
          <li key={file.id}>
            <button type="button" onClick={() => setShown(at)}>
              <img src={file.thumbnailUrl ?? ''} alt={say('view', { name: file.name })} loading="lazy" />
            </button>
          </li>
        ))}
        {others.map((file) => (
          <li key={file.id}>
            <a href={file.url} target="_blank" rel="noreferrer">
              {file.kind === 'video' ? <PlayCircleOutlined aria-hidden /> : <FileOutlined aria-hidden />}
              {say('open', { name: file.name, size: sizeOf(file.bytes) })}
            </a>
          </li>
        ))}
      </ul>
      {shown !== null && <PhotoViewer photos={photos} at={shown} onShow={setShown} />}
    </>
  )
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024 ? `${Math.max(1, Math.round(bytes / 1024))} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`
}
