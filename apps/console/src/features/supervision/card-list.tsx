import type { CardLevel, CardState, SupervisedCard } from '@linli/contract'
import { CardBadge, Empty, Loading, QueryError, stateSentence, useLanguage, useMinute, useSharedTexts, When } from '@linli/ui'
import { Button } from 'antd'
import { CardWords } from './card-words.tsx'
import { useSupervisionTexts } from './texts.ts'
import { useAge } from './use-age.ts'
import { useCards } from './use-supervision.ts'

/** The cards, each with its matter in a sentence, who must answer by when, and the answer. */
export function CardList(props: {
  area: string | undefined
  level: CardLevel | undefined
  state: CardState
  onOpen: (matterId: string) => void
}) {
  const say = useSupervisionTexts()
  const cards = useCards(props)
  if (cards.isPending) return <Loading />
  if (cards.isError) return <QueryError error={cards.error} onRetry={() => void cards.refetch()} />
  const rows = cards.data.pages.flatMap((page) => page.items)
  const none = { open: 'none', late: 'noneLate', answered: 'noneAnswered' } as const
  if (rows.length === 0) return <Empty text={say(none[props.state])} />
  return (
    <>
      <ul className="card-list">
        {rows.map((card) => (
          <CardRow key={card.id} card={card} onOpen={props.onOpen} />
        ))}
      </ul>
      {cards.hasNextPage && (
        <Button block loading={cards.isFetchingNextPage} onClick={() => void cards.fetchNextPage()}>
          {say('more')}
        </Button>
      )}
    </>
  )
}

function CardRow({ card, onOpen }: { card: SupervisedCard; onOpen: (matterId: string) => void }) {
  const say = useSupervisionTexts()
  const shared = useSharedTexts()
  const language = useLanguage()
  const age = useAge()
  const now = useMinute()
  const { matter } = card
  const isLate = card.answeredAt === null && Date.parse(card.answerBy) < now.getTime()
  return (
    <li className="card-row" data-level={card.level}>
      <p className="card-row-head">
        <CardBadge level={card.level} />
        <span>{say('from', { area: card.area.name, to: card.to })}</span>
        {card.automatic && <span className="linli-quiet">{say('automatic')}</span>}
        <span className="card-row-age linli-quiet">
          {card.answeredAt ? (
            <When at={card.answeredAt} />
          ) : (
            <span title={new Date(card.raisedAt).toLocaleString()}>{say('age', { age: age(card.raisedAt) })}</span>
          )}
        </span>
      </p>
      <p className="card-row-text">{matter.text}</p>
      <p className="linli-quiet">
        {matter.area.name} · {stateSentence(matter, shared, language, now)}
      </p>
      <CardWords card={card} />
      <p className="card-row-foot">
        {card.answeredAt === null && (
          <span className={isLate ? 'is-late' : ''}>
            {say('answerBy')} <When at={card.answerBy} due />
            {isLate && ` · ${say('late')}`}
          </span>
        )}
        <span className="linli-quiet">{matter.number}</span>
        <Button size="small" onClick={() => onOpen(matter.id)} aria-label={`${say('open')} ${matter.number}`}>
          {say('open')}
        </Button>
      </p>
    </li>
  )
}
