import { request } from '@linli/client/outbox'
import { useKeptForm } from '../../parts/kept-form.ts'
import { ActionForm, type ActionFormProps } from './action-form.tsx'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'
import { Words } from './words.tsx'

/** 催办: asks whoever holds it to hurry. */
export function RemindForm({ matter, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} remind`, { words: '' })
  const act = useAct(
    matter,
    say('remind.done'),
    (expectedVersion, given: { words?: string }) =>
      request('remindHolder', { params: { matterId: matter.id }, body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  return (
    <ActionForm act={act} matter={matter} given={words ? { words } : {}} label={say('remind.send')}>
      <p className="hint">{say('remind.hint', { holder: matter.holder.name ?? matter.desk.name })}</p>
      <Words label={say('remind.words')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}

export function WithdrawForm({ matter, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} withdraw`, { words: '' })
  const act = useAct(
    matter,
    say('withdraw.done'),
    (expectedVersion, given: { words?: string }) =>
      request('withdrawMatter', { params: { matterId: matter.id }, body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  return (
    <ActionForm act={act} matter={matter} given={words ? { words } : {}} label={say('withdraw.send')} danger>
      <p>{say('withdraw.sure')}</p>
      <Words label={say('withdraw.words')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}

/** A refusal one does not agree with: the desk above decides, once. */
export function AppealForm({ matter, onDone }: ActionFormProps) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} appeal`, { words: '' })
  const act = useAct(
    matter,
    say('appeal.done'),
    (expectedVersion, given: { words: string }) =>
      request('appealRefusal', { params: { matterId: matter.id }, body: { expectedVersion, ...given } }),
    () => (discard(), onDone()),
  )
  const words = form.words.trim()
  return (
    <ActionForm act={act} matter={matter} given={words ? { words } : null} label={say('appeal.send')}>
      <p className="hint">{say('appeal.hint')}</p>
      <Words label={say('appeal.words')} hint={say('appeal.wordsHint')} value={form.words} onChange={(next) => change({ words: next })} />
    </ActionForm>
  )
}
