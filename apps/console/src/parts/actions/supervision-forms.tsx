import { type CardLevel, cardLevels } from '@linli/contract'
import { CardBadge, useSharedTexts, When } from '@linli/ui'
import { Form, Radio } from 'antd'
import { api } from '../../app/api.ts'
import { TimeInput } from '../time-input.tsx'
import { type ActionFormProps, StepForm } from './step-form.tsx'
import { useActionTexts } from './texts.ts'
import { WordsField } from './words-field.tsx'

interface Card {
  level: CardLevel
  instruction: string
  answerBy?: string
}

/** A card with an instruction and a date to answer by. On one matter cards only rise. */
export function SuperviseForm(props: ActionFormProps) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const { matter } = props
  const lowest = matter.cardLevel === null ? 0 : cardLevels.indexOf(matter.cardLevel)
  return (
    <StepForm<Card>
      {...props}
      action="supervise"
      initialValues={{ level: cardLevels[lowest] ?? 'ordinary' }}
      call={(expectedVersion, { level, instruction, answerBy }, idempotencyKey) =>
        api.superviseMatter({
          params: { matterId: matter.id },
          body: { expectedVersion, level, instruction: instruction.trim(), ...(answerBy && { answerBy }) },
          idempotencyKey,
        })
      }
    >
      <p>{say('cardTo', { name: matter.holder.name ?? matter.desk.name })}</p>
      <Form.Item name="level" label={say('level')} extra={lowest > 0 && say('onlyRises')} required>
        <Radio.Group
          optionType="button"
          options={cardLevels.map((level, at) => ({ value: level, label: shared(`cardLevels.${level}`), disabled: at < lowest }))}
        />
      </Form.Item>
      <WordsField name="instruction" label={say('cardInstruction')} autoFocus />
      <Form.Item name="answerBy" label={say('answerBy')} extra={say('answerByHint')}>
        <TimeInput withTime />
      </Form.Item>
    </StepForm>
  )
}

/** What whoever was called to account says. */
export function AnswerSupervisionForm(props: ActionFormProps) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const { matter, cardId } = props
  const card = matter.cards.find((one) => one.id === cardId)
  return (
    <StepForm<{ words: string }>
      {...props}
      action="answer_supervision"
      call={(expectedVersion, { words }, idempotencyKey) =>
        api.answerSupervision({ params: { matterId: matter.id, cardId }, body: { expectedVersion, words: words.trim() }, idempotencyKey })
      }
    >
      {card && (
        <div className="quote">
          <CardBadge level={card.level} /> {card.area.name}
          <p className="said">
            {card.instruction === 'limit_passed' || card.instruction === 'reopened'
              ? shared(`cardInstructions.${card.instruction}`)
              : card.instruction}
          </p>
          <span className="linli-quiet linli-small">
            {say('answerBy')} <When at={card.answerBy} due />
          </span>
        </div>
      )}
      <WordsField label={say('answerWords')} autoFocus />
    </StepForm>
  )
}
