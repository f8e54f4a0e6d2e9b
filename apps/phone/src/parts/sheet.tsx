import { useSharedTexts } from '@linli/ui'
import { type ReactNode, useEffect, useId, useRef } from 'react'

/** A sheet from below over the page, by the browser's own dialog: it holds the focus, and Escape and the button close it. */
export function Sheet({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const shared = useSharedTexts()
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    <dialog
      ref={dialog}
      className="sheet"
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <div className="sheet-head">
        <h2 id={titleId}>{title}</h2>
        <button type="button" className="text-button" onClick={onClose}>
          {shared('common.close')}
        </button>
      </div>
      {children}
    </dialog>
  )
}
