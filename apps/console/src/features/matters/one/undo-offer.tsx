import { actionName, useLanguage, useProblemText, useSharedTexts } from '@linli/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, App, Button } from 'antd'
import { useEffect, useEffectEvent } from 'react'
import { useMattersTexts } from '../texts.ts'
import { type Undo, useUndo, withdrawUndo } from '../../../parts/actions/undo.ts'

/** For a while after an action that can be taken back: says so, with a button and Ctrl + Z. */
export function UndoOffer() {
  const undo = useUndo()
  return undo && <Offer key={undo.matterId + undo.action} undo={undo} />
}

function Offer({ undo }: { undo: Undo }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const problemText = useProblemText()
  const queries = useQueryClient()
  const { message } = App.useApp()
  const taking = useMutation({
    mutationFn: () => undo.run(say('undo.words')),
    onSuccess: () => message.success(say('undo.done')),
    onError: (error) => message.error(problemText(error)),
    onSettled: () => {
      withdrawUndo()
      void queries.invalidateQueries({ queryKey: ['matter', undo.matterId] })
      void queries.invalidateQueries({ queryKey: ['counts'] })
    },
  })
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, [contenteditable="true"]')
    if (typing || event.key.toLowerCase() !== 'z' || !(event.ctrlKey || event.metaKey) || taking.isPending) return
    event.preventDefault()
    taking.mutate()
  })
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event)
    document.addEventListener('keydown', listener)
    return () => document.removeEventListener('keydown', listener)
  }, [])
  return (
    <output className="undo-offer">
      <Alert
        type="info"
        title={say('undo.offer', { number: undo.number, action: actionName(undo.action, shared, language, 'event') })}
        action={
          <Button size="small" loading={taking.isPending} aria-keyshortcuts="Control+Z" onClick={() => taking.mutate()}>
            {say('undo.take')} <kbd aria-hidden="true">Ctrl Z</kbd>
          </Button>
        }
        closable={{ onClose: withdrawUndo }}
      />
    </output>
  )
}
