import type { Matter } from '@linli/contract'
import { actionName, CardBadge, Loading, QueryError, stateSentence, useLanguage, useSharedTexts } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { api } from '../../app/api.ts'
import { AnswerSupervisionForm, SuperviseForm } from '../../parts/actions/supervision-forms.tsx'
import { CardWords } from './card-words.tsx'
import { StepList } from './next-steps.tsx'
import { useSupervisionTexts } from './texts.ts'
import { useFollowing } from './use-supervision.ts'

/** One matter over the list: its cards, what happens next, and what may be done about it here. */
export function MatterDrawer({ matterId, onClose }: { matterId: string | undefined; onClose: () => void }) {
  const say = useSupervisionTexts()
  const refresh = useFollowing()
  const matter = useQuery({
    enabled: matterId !== undefined,
    queryKey: ['matter', matterId ?? ''],
    queryFn: () => api.getMatter({ params: { matterId: matterId ?? '' } }),
  })
  return (
    <Drawer
      open={matterId !== undefined}
      onClose={onClose}
      size={560}
      title={matter.data && say('matter', { number: matter.data.number })}
      destroyOnHidden
    >
      {matter.isPending && <Loading />}
      {matter.isError && <QueryError error={matter.error} onRetry={() => void matter.refetch()} />}
      {matter.data && <Followed key={matter.data.id} matter={matter.data} onDone={refresh} />}
    </Drawer>
  )
}

const forms = { supervise: SuperviseForm, answer_supervision: AnswerSupervisionForm } as const

interface Chosen {
  action: keyof typeof forms
  cardId: string
}

function Followed({ matter, onDone }: { matter: Matter; onDone: () => void }) {
  const say = useSupervisionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  if (chosen) {
    const Form = forms[chosen.action]
    const done = () => {
      setChosen(null)
      onDone()
    }
    return (
      <>
        <p>
          <Button type="link" className="back-link" onClick={() => setChosen(null)}>
            ‹ {say('backToMatter')}
          </Button>
        </p>
        <Form matter={matter} assignmentId="" cardId={chosen.cardId} onDone={done} />
      </>
    )
  }
  const possible = matter.abilities.flatMap(({ action, cardId }): Chosen[] =>
    action === 'supervise' || action === 'answer_supervision' ? [{ action, cardId: cardId ?? '' }] : [],
  )
  return (
    <div className="followed">
      <p className="followed-state">{stateSentence(matter, shared, language)}</p>
      <div className="followed-actions">
        {possible.map(({ action, cardId }, at) => (
          <Button key={action + cardId} type={at === 0 ? 'primary' : 'default'} onClick={() => setChosen({ action, cardId })}>
            {actionName(action, shared, language, matter.kind)}
          </Button>
        ))}
        <Link to="/desk" search={{ view: 'supervised', matter: matter.id }}>
          {say('inDesk')}
        </Link>
      </div>
      {possible.length === 0 && <p className="linli-quiet">{say('nothingToDo', { to: matter.holder.name ?? matter.desk.name })}</p>}
      <h2>{say('said')}</h2>
      <p className="said">{matter.text}</p>
      <h2>{say('happens')}</h2>
      <StepList area={undefined} matter={matter.id} kind="all" />
      {matter.cards.length > 0 && <h2>{say('history')}</h2>}
      {matter.cards.map((card) => (
        <div key={card.id} className="entry" data-over={card.answeredAt !== null || card.endedAt !== null}>
          <p className="card-row-head">
            <CardBadge level={card.level} />
            <span>{say('from', { area: card.area.name, to: card.to })}</span>
            {card.automatic && <span className="linli-quiet">{say('automatic')}</span>}
          </p>
          <CardWords card={card} />
          {card.endedAt !== null && card.answeredAt === null && <p className="linli-quiet">{say('ended')}</p>}
        </div>
      ))}
    </div>
  )
}
