import { LeftOutlined, RightOutlined } from '@ant-design/icons'
import type { AttachedFile } from '@linli/contract'
import { Button, Modal } from 'antd'
import { useEffect, useEffectEvent } from 'react'
import { useFileTexts } from '../../../parts/file-texts.ts'

/** One photo large, the others of its entry by button or arrow key. Ant Design's own preview names neither itself nor its picture. */
export function PhotoViewer({ photos, at, onShow }: { photos: readonly AttachedFile[]; at: number; onShow: (at: number | null) => void }) {
  const say = useFileTexts()
  const photo = photos[at]
  const go = (by: 1 | -1) => {
    if (photos[at + by]) onShow(at + by)
  }
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.key === 'ArrowRight') go(1)
    if (event.key === 'ArrowLeft') go(-1)
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
  if (!photo) return null
  return (
    <Modal
      open
      centered
      width="min(1200px, 94vw)"
      title={photos.length > 1 ? `${photo.name} · ${at + 1}/${photos.length}` : photo.name}
      onCancel={() => onShow(null)}
      footer={
        <>
          {photos.length > 1 && (
            <>
              <Button icon={<LeftOutlined aria-hidden />} disabled={at === 0} aria-label={say('before')} onClick={() => go(-1)} />
              <Button
                icon={<RightOutlined aria-hidden />}
                disabled={at === photos.length - 1}
                aria-label={say('after')}
                onClick={() => go(1)}
              />
            </>
          )}
          <Button type="text" href={photo.url} target="_blank" rel="noreferrer">
            {say('alone')}
          </Button>
        </>
      }
    >
      <img className="photo-large" src={photo.url} alt={photo.name} />
    </Modal>
  )
}
