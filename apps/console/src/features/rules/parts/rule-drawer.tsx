import { useSharedTexts } from '@linli/ui'
import { Button, Drawer } from 'antd'
import type { ReactNode } from 'react'

/** The drawer a rule is written in: the form, and below it save, cancel and what saving means. Closing it keeps what was typed, cancelling forgets it. */
export function RuleDrawer({
  title,
  size,
  save,
  saving = false,
  note,
  onSave,
  onForget,
  onClose,
  children,
}: {
  title: string
  size: number
  /** What the button says when it is not simply "save". */
  save?: string
  saving?: boolean
  note: string
  onSave: () => void
  onForget: () => void
  onClose: () => void
  children: ReactNode
}) {
  const shared = useSharedTexts()
  return (
    <Drawer
      open
      size={size}
      title={title}
      onClose={onClose}
      footer={
        <div className="form-buttons">
          <Button type="primary" loading={saving} onClick={onSave}>
            {save ?? shared('common.save')}
          </Button>
          <Button
            onClick={() => {
              onForget()
              onClose()
            }}
          >
            {shared('common.cancel')}
          </Button>
          <span className="linli-quiet linli-small">{note}</span>
        </div>
      }
    >
      {children}
    </Drawer>
  )
}
