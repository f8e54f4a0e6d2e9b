import { request } from '@linli/client/outbox'
import type { Matter } from '@linli/contract'
import { When } from '@linli/ui'
import { useKeptForm } from '../../parts/kept-form.ts'
import { usePhotos } from '../../parts/photos/use-photos.ts'
import { ActionForm } from './action-form.tsx'
import { useMatterTexts } from './texts.ts'
import { useAct } from './use-act.ts'
import { Words } from './words.tsx'

/** What the desk asked and by when to answer, with the answer right below: first on the page, because everything waits for it. */
export function Question({ matter }: { matter: Matter }) {
  const say = useMatterTexts()
  const { form, change, discard } = useKeptForm(`${matter.id} answer`, { words: '' })
  const photos = usePhotos(`${matter.id} answer`)
  const act = useAct(
    matter,
    say('question.done'),
    (expectedVersion, given: { words: string }) =>
      request('answerQuestion', { params: { matterId: matter.id }, body: { expectedVersion, ...given } }),
    () => (discard(), photos.discard()),
    form.words === '',
  )
  const asked = matter.timeline.findLast((entry) => entry.action === 'ask')?.content['words']
  const until = matter.clocks.findLast((clock) => clock.kind === 'answer' && clock.stoppedAt === null)?.dueAt
  const words = form.words.trim()
  return (
    <section className="card lead asks">
      <h2>{say(matter.isReporter ? 'question.title' : 'question.forReporter')}</h2>
      {typeof asked === 'string' && <blockquote className="words">{asked}</blockquote>}
      <p className="hint">
        {until ? (
          <>
            {say('question.until')} <When at={until} due />
            {say('question.after')}
          </>
        ) : (
          say('question.late')
        )}
      </p>
      <ActionForm act={act} matter={matter} photos={photos} given={words ? { words } : null} label={say('question.send')}>
        <Words label={say('question.words')} value={form.words} onChange={(next) => change({ words: next })} />
      </ActionForm>
    </section>
  )
}
