import { ApiProblem } from '@linli/client'
import type { Again, Outbox, OutboxItem } from '@linli/client/outbox'
import { fileRefusals, type Matter } from '@linli/contract'
import { ChangedSince, Loading, stateSentence, useLanguage, useMinute, useProblemText, useSharedTexts } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import Button from 'antd-mobile/es/components/button'
import TextArea from 'antd-mobile/es/components/text-area'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { useWaitingTexts } from './texts.ts'

const wordFields = ['words', 'note', 'result', 'text'] as const

/** Both sides of a refusal: what I did and what the matter is now; and to do it again on that, with other words, or not at all. */
export function RefusedItem({ item, outbox, tryNow }: { item: OutboxItem; outbox: Outbox; tryNow: () => Promise<void> }) {
  const say = useWaitingTexts()
  const { matterId } = item.said
  const matter = useQuery({
    queryKey: ['matter', matterId],
    queryFn: () => api.getMatter({ params: { matterId: matterId ?? '' } }),
    enabled: matterId !== null,
    staleTime: 0,
  })
  const field = wordFields.find((name) => typeof item.request.body[name] === 'string')
  const [words, setWords] = useState<string | null>(null)
  const possible = matterId === null || isPossible(matter.data, item)
  const photo = item.refusal?.photo ?? null
  const again = (given: Again) => {
    const body = field && words?.trim() ? { body: { [field]: words.trim() } } : {}
    const version = matter.data && { expectedVersion: matter.data.version }
    void outbox.again(item.id, { ...version, ...body, ...given }).then(tryNow)
  }
  return (
    <>
      <p>
        <Why item={item} />
      </p>
      <h3>{say('mine')}</h3>
      {words === null ? (
        <p className="words">{item.said.words || say('noWords')}</p>
      ) : (
        <label className="field">
          <span>{say('words')}</span>
          <TextArea value={words} onChange={setWords} rows={3} maxLength={2000} />
        </label>
      )}
      {matterId !== null && (
        <>
          <h3>{say('now')}</h3>
          {matter.data ? <Now matter={matter.data} item={item} /> : matter.isPending ? <Loading /> : <p>{say('gone')}</p>}
        </>
      )}
      {!possible && matter.data && <p className="hint">{say('notPossible')}</p>}
      <div className="buttons">
        {possible && photo && (
          <Button block size="large" color="primary" onClick={() => again({ withoutPhoto: photo.id })}>
            {say('withoutPhoto')}
          </Button>
        )}
        {possible && !photo && item.refusal?.code === 'unknown_file' && item.photos[0] && (
          <Button block size="large" color="primary" onClick={() => again({})}>
            {say('again')}
          </Button>
        )}
        {possible && !photo && item.refusal?.code !== 'unknown_file' && (
          <Button block size="large" color="primary" onClick={() => again({})}>
            {say(matterId === null ? 'again' : 'againOnNew')}
          </Button>
        )}
        {possible && field && words === null && (
          <Button block onClick={() => setWords(String(item.request.body[field]))}>
            {say('change')}
          </Button>
        )}
        {matter.data && (
          <Link to="/matters/$matterId" params={{ matterId: matter.data.id }} className="plain-link">
            {say('open')}
          </Link>
        )}
      </div>
    </>
  )
}

/** The matter as it is, and what others did since it was last seen here. */
function Now({ matter, item }: { matter: Matter; item: OutboxItem }) {
  const shared = useSharedTexts()
  const language = useLanguage()
  const now = useMinute()
  const seen = item.request.body['expectedVersion']
  return (
    <>
      <p>{stateSentence(matter, shared, language, now)}</p>
      {typeof seen === 'number' && <ChangedSince entries={matter.timeline} version={seen} />}
    </>
  )
}

function Why({ item }: { item: OutboxItem }) {
  const say = useWaitingTexts()
  const language = useLanguage()
  const problemText = useProblemText()
  const { refusal } = item
  if (!refusal) return null
  if (refusal.problem) return problemText(new ApiProblem(refusal.problem))
  if (refusal.code === 'file_refused') {
    const known = fileRefusals[(refusal.photo?.refusal ?? 'damaged') as keyof typeof fileRefusals] ?? fileRefusals.damaged
    return say('refusals.file_refused', { why: known[language] })
  }
  return say(refusal.code === 'too_old' ? 'refusals.too_old' : 'refusals.unknown_file')
}

/** Whether the policy allows it on the matter as it is now. */
function isPossible(matter: Matter | undefined, { said, request }: OutboxItem): boolean {
  return (
    matter?.abilities.some(
      (ability) =>
        ability.action === said.action &&
        (request.params['assignmentId'] === undefined || ability.assignmentId === request.params['assignmentId']) &&
        (request.params['cardId'] === undefined || ability.cardId === request.params['cardId']),
    ) ?? false
  )
}
