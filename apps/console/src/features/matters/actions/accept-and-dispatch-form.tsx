import type { Severity } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { App, Form } from 'antd'
import { useEffect, useRef } from 'react'
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

/**
 * What is accepted and dispatched as proposed, in one confirmation. They stay two actions, each with a key of its own: when the second
 * is refused the first stands, it says so, and the form of the second opens with what was chosen.
 */
export function AcceptAndDispatchForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const openAction = useOpenAction()
  const { matter } = props
  const [form] = Form.useForm<AcceptAndDispatch>()
  const left = useRef<{ error: unknown; given: Dispatch } | null>(null)
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
        return api.dispatchMatter({ params, body, idempotencyKey: `${key}-dispatch` }).catch((error: unknown) => {
          left.current = { error, given }
          return accepted
        })
      }}
      onDone={() => {
        props.onDone()
        if (!left.current) return
        void message.warning(say('onlyAccepted', { why: problemText(left.current.error) }), 8)
        openAction('dispatch', { ...left.current.given })
      }}
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

/** A field nobody fills in here: it carries what the proposal says, e.g. that the lead is called by whistle. */
function Carried() {
  return null
}
