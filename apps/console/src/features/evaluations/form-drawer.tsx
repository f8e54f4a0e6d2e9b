import { problemOf, useProblemText, useSharedTexts } from '@linli/ui'
import { Alert, Button, Drawer } from 'antd'
import type { ReactNode } from 'react'

/** A drawer with a form, what went wrong with it, and its buttons. */
export function FormDrawer({
  title,
  size = 520,
  change,
  onSave,
  onClose,
  children,
}: {
  title: string
  size?: number
  change: { pending: boolean; error: unknown }
  onSave: () => void
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
          <Button type="primary" loading={change.pending} onClick={onSave}>
            {shared('common.save')}
          </Button>
          <Button onClick={onClose}>{shared('common.cancel')}</Button>
        </div>
      }
    >
      {children}
      <Problem error={change.error} />
    </Drawer>
  )
}

/** What was refused and why; of a session that has ended the frame speaks. */
export function Problem({ error }: { error: unknown }) {
  const problemText = useProblemText()
  if (!error || problemOf(error)?.code === 'not_signed_in') return null
  return <Alert type="error" showIcon className="form-alert" title={problemText(error)} />
}
