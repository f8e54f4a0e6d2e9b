import { CloseOutlined, FileOutlined, PaperClipOutlined, ReloadOutlined } from '@ant-design/icons'
import { acceptedContentTypes } from '@linli/contract'
import { Button, Progress } from 'antd'
import { type DragEvent, useEffect, useEffectEvent, useId, useRef } from 'react'
import { type Upload, useUploads } from './use-uploads.ts'
import { useFileTexts } from './file-texts.ts'
import './file-input.css'

const mostFiles = 12
/** Stands in a field's value for a file that is not ready yet. */
const onItsWay = ''

/** Whether a field of files has one that is not ready to be sent. */
export function isUploading(value: readonly string[] | undefined): boolean {
  return value?.includes(onItsWay) ?? false
}

/** Takes photos and documents and uploads them at once; its value is the ids of those that are ready. */
export function FileInput({ value, onChange, id }: { value?: string[]; onChange?: (value: string[]) => void; id?: string }) {
  const say = useFileTexts()
  const hintId = useId()
  const picker = useRef<HTMLInputElement>(null)
  const { uploads, add, retry, remove } = useUploads(value?.filter((one) => one !== onItsWay) ?? [], (next) =>
    onChange?.(next.flatMap((one) => (one.state === 'ready' ? [one.fileId ?? ''] : one.state === 'refused' ? [] : [onItsWay]))),
  )
  // A draft may have been kept while a file was on its way; that file is gone with the page.
  const dropLost = useEffectEvent(() => {
    if (isUploading(value) && uploads.length === 0) onChange?.([])
  })
  useEffect(() => dropLost(), [])
  const take = (files: FileList | null) => add([...(files ?? [])].slice(0, mostFiles - uploads.length))
  const onDrop = (event: DragEvent) => {
    event.preventDefault()
    take(event.dataTransfer.files)
  }
  return (
    <div className="file-input" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
      <input
        ref={picker}
        type="file"
        multiple
        // Ant Design shows file fields in forms again; the button stands for it.
        style={{ display: 'none' }}
        accept={Object.keys(acceptedContentTypes).join(',')}
        data-testid="file-picker"
        onChange={(event) => {
          take(event.target.files)
          event.target.value = ''
        }}
      />
      {uploads.length > 0 && (
        <ul>
          {uploads.map((one) => (
            <UploadRow key={one.key} upload={one} onRetry={() => retry(one.key)} onRemove={() => remove(one.key)} />
          ))}
        </ul>
      )}
      <Button
        {...(id && { id })}
        icon={<PaperClipOutlined aria-hidden />}
        disabled={uploads.length >= mostFiles}
        aria-describedby={hintId}
        onClick={() => picker.current?.click()}
      >
        {say('choose')}
      </Button>
      <span id={hintId} className="linli-quiet linli-small">
        {say('hint')}
      </span>
    </div>
  )
}

function UploadRow({ upload, onRetry, onRemove }: { upload: Upload; onRetry: () => void; onRemove: () => void }) {
  const say = useFileTexts()
  const { state, name, thumbnailUrl, explanation } = upload
  return (
    <li data-state={state}>
      {thumbnailUrl ? <img src={thumbnailUrl} alt="" /> : <FileOutlined aria-hidden />}
      <span className="file-name">
        <span title={name}>{name}</span>
        {(state === 'uploading' || state === 'failed') && (
          <Progress
            percent={Math.round(upload.share * 100)}
            size="small"
            status={state === 'failed' ? 'exception' : 'active'}
            aria-label={name}
          />
        )}
        <output>{explanation ?? say(`states.${state}`)}</output>
      </span>
      {state === 'failed' && (
        <Button type="text" size="small" icon={<ReloadOutlined aria-hidden />} onClick={onRetry}>
          {say('retry')}
        </Button>
      )}
      <Button
        type="text"
        size="small"
        icon={<CloseOutlined aria-hidden />}
        aria-label={say(state === 'uploading' ? 'cancel' : 'remove', { name })}
        onClick={onRemove}
      />
    </li>
  )
}
