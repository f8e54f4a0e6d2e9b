import type { Matter, SupervisionCard } from '@linli/contract'
import { CardBadge, useSharedTexts, When } from '@linli/ui'
import { useMattersTexts } from '../texts.ts'

/** The supervision cards of a matter: by whom, to whom, what is asked, until when, and the answer. Open ones first. */
export function Cards({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  return (
    <section className="block">
      <h2>{say('one.cards')}</h2>
      {matter.cards
        .toSorted((a, b) => Number(isOver(a)) - Number(isOver(b)))
        .map((card) => (
          <Card key={card.id} card={card} />
        ))}
    </section>
  )
}

function Card({ card }: { card: SupervisionCard }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const { instruction } = card
  const isOfPlatform = instruction === 'limit_passed' || instruction === 'reopened'
  return (
    <div className="entry" data-over={isOver(card)}>
      <p className="card-head">
        <CardBadge level={card.level} />
        <span className="linli-quiet">
          {say('one.cardBy', { area: card.area.name, to: card.to })}
          {card.automatic && ` · ${say('one.automatic')}`}
        </span>
      </p>
      <p className="said">{isOfPlatform ? shared(`cardInstructions.${instruction}`) : instruction}</p>
      {card.answer ? (
        <p>{say('one.answered', { words: card.answer })}</p>
      ) : (
        <p className="linli-quiet linli-small">
          {card.endedAt ? (
            say('one.cardEnded')
          ) : (
            <>
              {say('one.answerBy')} <When at={card.answerBy} due />
            </>
          )}
        </p>
      )}
    </div>
  )
}

function isOver(card: SupervisionCard): boolean {
  return card.answeredAt !== null || card.endedAt !== null
}
