import { Form, Input } from 'antd'
import { api } from '../../../app/api.ts'
import { OrganisationSelect, OrganisationsSelect } from '../../../parts/organisation-select.tsx'
import type { ActionFormProps } from './action-bar.tsx'
import { ActionForm, forgetDraft } from './action-form.tsx'
import { useAct } from './use-act.ts'
import { useActionTexts } from './texts.ts'

interface Dispatch {
  leadOrganisationId: string
  coHandlerOrganisationIds?: string[]
  instruction?: string
}

/** One lead, any co-handlers. The lead the category proposes is chosen already. */
export function DispatchForm({ matter, onDone }: ActionFormProps) {
  const say = useActionTexts()
  const [form] = Form.useForm<Dispatch>()
  const act = useAct<Dispatch>(matter, {
    call: (expectedVersion, { leadOrganisationId, coHandlerOrganisationIds = [], instruction = '' }, idempotencyKey) =>
      api.dispatchMatter({
        params: { matterId: matter.id },
        body: {
          expectedVersion,
          leadOrganisationId,
          ...(coHandlerOrganisationIds.length > 0 && { coHandlerOrganisationIds }),
          ...(instruction.trim() && { instruction: instruction.trim() }),
        },
        idempotencyKey,
      }),
    done: say('done', { action: say('dispatch') }),
    onDone: () => {
      forgetDraft(matter, 'dispatch')
      onDone()
    },
  })
  const lead = Form.useWatch('leadOrganisationId', form)
  const proposed = matter.proposedOrganisationId
  return (
    <ActionForm
      matter={matter}
      action="dispatch"
      act={act}
      form={form}
      initialValues={proposed ? { leadOrganisationId: proposed } : {}}
      submitLabel={say('dispatch')}
    >
      <p className="said quote">{matter.text}</p>
      <Form.Item
        name="leadOrganisationId"
        label={say('lead')}
        rules={[{ required: true, message: say('choose') }]}
        extra={proposed !== null && lead === proposed && say('proposed')}
      >
        <OrganisationSelect autoFocus />
      </Form.Item>
      <Form.Item name="coHandlerOrganisationIds" label={say('co')}>
        <OrganisationsSelect without={lead ? [lead] : []} />
      </Form.Item>
      <Form.Item name="instruction" label={say('instruction')}>
        <Input.TextArea placeholder={say('instructionHint')} autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} />
      </Form.Item>
    </ActionForm>
  )
}
