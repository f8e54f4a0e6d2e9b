import { Loading, useProblemText } from '@linli/ui'
import { useMutation } from '@tanstack/react-query'
import { useLocation, useNavigate } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import Input from 'antd-mobile/es/components/input'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../app/api.ts'
import { useMe, useTakeSession } from '../../app/session.ts'
import { useSessionTexts } from './texts.ts'

/** Opens one matter by its receipt code; a link that carries the code opens it at once unless somebody is signed in. */
export function ReceiptPage() {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const me = useMe()
  const navigate = useNavigate()
  const takeSession = useTakeSession()
  // The code is in the fragment, which a browser never sends: it stays out of every server's log.
  const given = decodeURIComponent(useLocation({ select: (place) => place.hash }))
  const [code, setCode] = useState(given)
  const open = useMutation({
    mutationFn: (receiptCode: string) => api.signInByReceipt({ body: { receiptCode } }),
    onSuccess: async (session) => {
      takeSession(session)
      if (session.receiptMatterId)
        await navigate({ to: '/matters/$matterId', params: { matterId: session.receiptMatterId }, replace: true })
    },
  })
  const tried = useRef('')
  const { mutate } = open
  const hasAccount = Boolean(me?.accountId)
  useEffect(() => {
    if (me === undefined || hasAccount || given === '' || tried.current === given) return
    tried.current = given
    mutate(given)
  }, [me, hasAccount, given, mutate])

  if (given !== '' && (me === undefined || (!hasAccount && !open.isError))) return <Loading />
  return (
    <>
      <h1>{say('receipt.title')}</h1>
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault()
          open.mutate(code.trim())
        }}
      >
        <p className="hint">{say('receipt.words')}</p>
        <label className="field">
          <span>{say('receipt.code')}</span>
          <Input value={code} onChange={setCode} autoCapitalize="characters" autoComplete="off" maxLength={40} />
        </label>
        {hasAccount && <p className="hint">{say('receipt.leave')}</p>}
        {open.error && (
          <p className="wrong" role="alert">
            {problemText(open.error)}
          </p>
        )}
        <Button block type="submit" size="large" color="primary" disabled={code.trim().length < 8} loading={open.isPending}>
          {say('receipt.open')}
        </Button>
      </form>
    </>
  )
}
