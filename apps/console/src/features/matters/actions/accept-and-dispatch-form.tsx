import type { Severity } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { App, Form } from 'antd'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { api } from '../../../app/api.ts'
import { OrganisationSelect, OrganisationsSelect } from '../../../parts/organisation-select.tsx'
import { ClassificationFields } from './accept-form.tsx'
import { bodyOf, type Dispatch, ProposalWhy } from './dispatch-form.tsx'
import { useOpenAction } from '../../../parts/actions/open-action.ts'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { fieldsOf, useProposal } from './use-proposal.ts'
import { WordsField } from '../../../parts/actions/words-field.tsx'

interface AcceptAndDispatch extends Dispatch {
  categoryCode: string
  severity: Severity
}

/** What was not dispatched, though it was accepted as this version. */
interface Left {
  why: unknown
  given: Dispatch
  version: number
}

/**
 * What is accepted and dispatched as proposed, in one confirmation. They stay two actions, each with a key of its own: when the second
 * is refused the first stands, it says so, and the form of the second opens with what was chosen.
 */
export function AcceptAndDispatchForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const [form] = Form.useForm<AcceptAndDispatch>()
  const left = useRef<Left | null>(null)
  const [halfDone, setHalfDone] = useState<Left | null>(null)
  useOpenRest(props, halfDone)
  const categoryCode = Form.useWatch('categoryCode', form)
  const severity = Form.useWatch('severity', form)
  const lead = Form.useWatch('leadOrganisationId', form)
  const proposal = useProposal(matter, { categoryCode, severity })
  useEffect(() => {
    if (proposal && !form.isFieldTouched('leadOrganisationId')) form.setFieldsValue(fieldsOf(proposal))
  }, [form, proposal])
  return (
    <StepForm<AcceptAndDispatch>
      {...props}
      action="accept"
      label={say('acceptAndDispatch')}
      form={form}
      initialValues={{ ...(matter.categoryCode && { categoryCode: matter.categoryCode }), severity: matter.severity }}
      call={async (expectedVersion, { categoryCode: code, severity: chosen, ...given }, key) => {
        const params = { matterId: matter.id }
        const accepted = await api.acceptMatter({
          params,
          body: { expectedVersion, categoryCode: code, severity: chosen },
          idempotencyKey: `${key}-accept`,
        })
        const body = { expectedVersion: accepted.version, ...bodyOf(given) }
        left.current = null
        return api.dispatchMatter({ params, body, idempotencyKey: `${key}-dispatch` }).catch((why: unknown) => {
          left.current = { why, given, version: accepted.version }
          return accepted
        })
      }}
      isWholly={() => left.current === null}
      onDone={() => (left.current ? setHalfDone(left.current) : props.onDone())}
    >
      <p className="said quote">{matter.text}</p>
      <ClassificationFields form={form} text={matter.text} brief />
      <Form.Item
        name="leadOrganisationId"
        label={say('lead')}
        rules={[{ required: true, message: say('choose') }]}
        extra={
          proposal && lead === proposal.leadOrganisationId ? (
            <ProposalWhy proposal={proposal} />
          ) : (
            categoryCode && !proposal && say('noProposal')
          )
        }
      >
        <OrganisationSelect />
      </Form.Item>
      <Form.Item name="coHandlerOrganisationIds" label={say('co')}>
        <OrganisationsSelect without={lead ? [lead] : []} />
      </Form.Item>
      <WordsField name="instruction" label={say('instruction')} hint={say('instructionHint')} optional rows={2} />
      <Form.Item name="shares" noStyle>
        <Carried />
      </Form.Item>
    </StepForm>
  )
}

/**
 * Says what was done and what was not, and opens the form of what was not. Not before the matter as accepted is there: the
 * form would take one's own acceptance for a change by somebody else.
 */
function useOpenRest({ matter, onDone }: ActionFormProps, left: Left | null): void {
  const say = useActionTexts()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const openAction = useOpenAction()
  const isThere = left !== null && matter.version >= left.version
  const openRest = useEffectEvent(() => {
    if (!left) return
    const may = matter.abilities.some((ability) => ability.action === 'dispatch')
    void message.warning(say(may ? 'onlyAccepted' : 'onlyAcceptedAndOver', { why: problemText(left.why) }), 8)
    onDone()
    if (may) openAction('dispatch', { ...left.given })
  })
  useEffect(() => {
    if (isThere) openRest()
  }, [isThere])
}

/** A field nobody fills in here: it carries what the proposal says, e.g. that the lead is called by whistle. */
function Carried() {
  return null
}
