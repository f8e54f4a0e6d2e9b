import { limitUnits, type LimitUnit, type Matter, type RoutingProposal } from '@linli/contract'
import { useLanguage, useSharedTexts } from '@linli/ui'
import { Checkbox, Form, InputNumber, Select, Space } from 'antd'
import { api } from '../../../app/api.ts'
import { OrganisationSelect, OrganisationsSelect, useOrganisations } from '../../../parts/organisation-select.tsx'
import { type ActionFormProps, StepForm } from '../../../parts/actions/step-form.tsx'
import { useActionTexts } from '../../../parts/actions/texts.ts'
import { fieldsOf } from './use-proposal.ts'
import { said, WordsField } from '../../../parts/actions/words-field.tsx'

interface Share {
  whistle?: boolean
  amount?: number | null
  unit?: LimitUnit
  instruction?: string
}

export interface Dispatch {
  leadOrganisationId: string
  coHandlerOrganisationIds?: string[]
  instruction?: string
  shares?: Record<string, Share>
}

/** One lead, any co-handlers, each with a share: called by whistle or not, with a limit and an instruction of its own. */
export function DispatchForm(props: ActionFormProps) {
  const say = useActionTexts()
  const { matter } = props
  const [form] = Form.useForm<Dispatch>()
  const proposed = matter.proposedOrganisationId
  const busy = matter.assignments.filter((one) => one.state === 'dispatched' || one.state === 'claimed')
  const presentLead = matter.state === 'in_progress' ? busy.find((one) => one.part === 'lead')?.organisationId : undefined
  const lead = Form.useWatch('leadOrganisationId', form)
  const others = Form.useWatch('coHandlerOrganisationIds', form) ?? []
  const added = [...(lead && lead !== presentLead ? [lead] : []), ...others]
  return (
    <StepForm<Dispatch>
      {...props}
      action="dispatch"
      form={form}
      initialValues={presentLead ? { leadOrganisationId: presentLead } : matter.proposal ? fieldsOf(matter.proposal) : {}}
      call={(expectedVersion, given, idempotencyKey) =>
        api.dispatchMatter({ params: { matterId: matter.id }, body: { expectedVersion, ...bodyOf(given) }, idempotencyKey })
      }
    >
      <p className="said quote">{matter.text}</p>
      <Form.Item
        name="leadOrganisationId"
        label={say('lead')}
        rules={[{ required: true, message: say('choose') }]}
        extra={
          !presentLead && matter.proposal && lead === proposed ? (
            <ProposalWhy proposal={matter.proposal} />
          ) : (
            leadHint(say, lead, presentLead)
          )
        }
      >
        <OrganisationSelect autoFocus />
      </Form.Item>
      <Form.Item
        name="coHandlerOrganisationIds"
        label={say('co')}
        rules={presentLead && lead === presentLead ? [{ required: true, message: say('choose') }] : []}
      >
        <OrganisationsSelect without={[...(lead ? [lead] : []), ...othersAtWork(matter, presentLead)]} />
      </Form.Item>
      <WordsField name="instruction" label={say('instruction')} hint={say('instructionHint')} optional rows={3} />
      {added.map((organisationId) => (
        <ShareFields key={organisationId} organisationId={organisationId} />
      ))}
    </StepForm>
  )
}

/** Why this organisation: the sentence of the rule that held, or that the category's default stands. */
export function ProposalWhy({ proposal }: { proposal: RoutingProposal }) {
  const say = useActionTexts()
  const language = useLanguage()
  return proposal.ruleId === null ? say('proposed') : say('byRule', { why: proposal.why[language] })
}

/** Folded away: most assignments need nothing of their own. */
function ShareFields({ organisationId }: { organisationId: string }) {
  const say = useActionTexts()
  const shared = useSharedTexts()
  const { data, nameOf } = useOrganisations()
  const organisation = data?.items.find((one) => one.id === organisationId)
  const field = (name: keyof Share) => ['shares', organisationId, name]
  return (
    <details className="share">
      <summary>{say('share', { organisation: organisation ? nameOf(organisation) : '' })}</summary>
      <Form.Item name={field('whistle')} extra={say('whistleHint')} valuePropName="checked">
        <Checkbox>{say('whistle')}</Checkbox>
      </Form.Item>
      <Form.Item label={say('ownLimit')} extra={say('ownLimitHint')}>
        <Space.Compact>
          <Form.Item name={field('amount')} noStyle>
            <InputNumber min={1} max={10_000} precision={0} aria-label={say('ownLimit')} />
          </Form.Item>
          <Form.Item name={field('unit')} noStyle initialValue="working_days">
            <Select
              aria-label={say('unit')}
              style={{ width: 150 }}
              options={limitUnits.map((unit) => ({ value: unit, label: shared(`limitUnits.${unit}`) }))}
            />
          </Form.Item>
        </Space.Compact>
      </Form.Item>
      <WordsField name={field('instruction')} label={say('ownInstruction')} optional rows={2} />
    </details>
  )
}

function leadHint(say: ReturnType<typeof useActionTexts>, lead: string | undefined, presentLead: string | undefined): string | undefined {
  if (presentLead && lead && lead !== presentLead) return say('otherLead')
  if (presentLead) return say('presentLead')
  return undefined
}

/** Whoever works on it already is not asked twice. */
function othersAtWork(matter: Matter, presentLead: string | undefined): string[] {
  if (!presentLead) return []
  return matter.assignments.filter((one) => one.state === 'dispatched' || one.state === 'claimed').map((one) => one.organisationId)
}

/** What the contract takes of the form's fields. */
export function bodyOf({ leadOrganisationId, coHandlerOrganisationIds = [], instruction, shares = {} }: Dispatch) {
  const chosen = [leadOrganisationId, ...coHandlerOrganisationIds]
  const given = chosen.flatMap((organisationId) => {
    const { whistle, amount, unit, instruction: own } = shares[organisationId] ?? {}
    const share = {
      ...(whistle && { whistle }),
      ...(amount && unit && { limit: { amount, unit } }),
      ...said('instruction', own),
    }
    return Object.keys(share).length > 0 ? [{ organisationId, ...share }] : []
  })
  return {
    leadOrganisationId,
    ...(coHandlerOrganisationIds.length > 0 && { coHandlerOrganisationIds }),
    ...said('instruction', instruction),
    ...(given.length > 0 && { shares: given }),
  }
}
