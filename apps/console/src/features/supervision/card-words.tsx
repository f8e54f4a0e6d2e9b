import type { SupervisionCard } from '@linli/contract'
import { useSharedTexts, When } from '@linli/ui'
import { useSupervisionTexts } from './texts.ts'

/** What a card asks for, and what was answered. */
export function CardWords({ card }: { card: SupervisionCard & { answeredBy?: string | null } }) {
  const say = useSupervisionTexts()
  const shared = useSharedTexts()
  const { instruction } = card
  const isOfPlatform = instruction === 'limit_passed' || instruction === 'reopened'
  return (
    <>
      <p className="said">{isOfPlatform ? shared(`cardInstructions.${instruction}`) : instruction}</p>
      {card.answer !== null && (
        <blockquote className="card-answer">
          <span className="linli-quiet linli-small">
            {say('answered', { who: card.answeredBy ?? card.to ?? say('someone') })} {card.answeredAt && <When at={card.answeredAt} />}
          </span>
          <p className="said">{card.answer}</p>
        </blockquote>
      )}
    </>
  )
}
