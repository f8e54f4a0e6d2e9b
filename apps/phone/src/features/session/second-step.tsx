import type { Me } from '@linli/contract'
import { problemOf, useProblemText } from '@linli/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import Button from 'antd-mobile/es/components/button'
import Input from 'antd-mobile/es/components/input'
import { type SubmitEvent, useState } from 'react'
import { api } from '../../app/api.ts'
import { useSessionTexts } from './texts.ts'

interface Step {
  onDone: (me: Me) => void
  /** Back to the beginning: it took too long, or somebody else wants to sign in. */
  onStartOver: () => void
}

/** What comes after the password or the text message: a code, or setting up what makes codes. */
export function SecondStep({ half, ...step }: Step & { half: Me }) {
  return half.awaits === 'enrolment' ? <Enrolment {...step} /> : <Code {...step} />
}

function Code({ onDone, onStartOver }: Step) {
  const say = useSessionTexts()
  const give = useMutation({
    mutationFn: (code: string) => api.giveSecondFactor({ body: { code } }),
    onSuccess: onDone,
    onError: (error) => problemOf(error)?.code === 'not_signed_in' && onStartOver(),
  })
  return (
    <>
      <CodeForm
        label={say('factor.code')}
        hint={say('factor.codeHint')}
        send={say('signIn')}
        pending={give.isPending}
        error={give.error}
        onCode={give.mutate}
      />
      <Button block fill="none" onClick={onStartOver}>
        {say('factor.startOver')}
      </Button>
    </>
  )
}

function Enrolment({ onDone, onStartOver }: Step) {
  const say = useSessionTexts()
  const problemText = useProblemText()
  const begun = useQuery({
    queryKey: ['second-factor-enrolment'],
    queryFn: () => api.beginSecondFactor({ body: {} }),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const confirm = useMutation({
    mutationFn: (code: string) => api.confirmSecondFactor({ body: { code } }),
    onError: (error) => ['not_signed_in', 'enrolment_over'].includes(problemOf(error)?.code ?? '') && onStartOver(),
  })
  const { data: done } = confirm
  if (done)
    return (
      <>
        <p>{say('factor.codesWhy')}</p>
        <ul>
          {done.recoveryCodes.map((code) => (
            <li key={code}>
              <code>{code}</code>
            </li>
          ))}
        </ul>
        <Button block size="large" color="primary" onClick={() => onDone(done.me)}>
          {say('factor.kept')}
        </Button>
      </>
    )
  if (begun.error)
    return (
      <p className="wrong" role="alert">
        {problemText(begun.error)}
      </p>
    )
  return (
    <>
      <p>{say('factor.required')}</p>
      {begun.data && (
        <>
          <p>
            <a href={begun.data.uri}>{say('factor.open')}</a>
          </p>
          <p className="hint">{say('factor.typed')}</p>
          <p>
            <code>{begun.data.secret.replace(/(.{4})(?=.)/g, '$1 ')}</code>
          </p>
        </>
      )}
      <CodeForm
        label={say('factor.firstCode')}
        send={say('factor.confirm')}
        pending={confirm.isPending}
        error={confirm.error}
        onCode={confirm.mutate}
      />
    </>
  )
}

function CodeForm({
  label,
  hint,
  send,
  pending,
  error,
  onCode,
}: {
  label: string
  hint?: string
  send: string
  pending: boolean
  error: unknown
  onCode: (code: string) => void
}) {
  const problemText = useProblemText()
  const [code, setCode] = useState('')
  return (
    <form
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault()
        onCode(code.trim())
        setCode('')
      }}
    >
      <label className="field">
        <span>{label}</span>
        <Input autoComplete="one-time-code" autoCapitalize="characters" value={code} onChange={setCode} maxLength={20} />
      </label>
      {hint && <p className="hint">{hint}</p>}
      {error !== null && (
        <p className="wrong" role="alert">
          {problemText(error)}
        </p>
      )}
      <Button block type="submit" size="large" color="primary" disabled={code.trim().length < 6} loading={pending}>
        {send}
      </Button>
    </form>
  )
}
