import { areaRoles, organisationRoles, type Role } from '@linli/contract'
import { useProblemText, useSharedTexts, useSteadyKey } from '@linli/ui'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Alert, App, Form, Modal, Select } from 'antd'
import { api } from '../../app/api.ts'
import { AreaSelect } from '../../parts/area-select.tsx'
import { OrganisationSelect } from '../../parts/organisation-select.tsx'
import { TimeInput } from '../../parts/time-input.tsx'
import { PersonSelect } from './person-select.tsx'
import { usePeopleTexts } from './texts.ts'
import { useRefreshPeople } from './use-people.tsx'

interface Given {
  accountId: string
  role: Role
  at?: 'area' | 'organisation'
  areaId?: string
  organisationId?: string
  validFrom?: string
  validTo?: string
}

/** Gives somebody a post: to a person whose place is chosen, or at a place whose person is chosen. */
export function GivePost({
  accountId,
  place,
  onClose,
}: {
  accountId?: string
  place?: { areaId?: string; organisationId?: string }
  onClose: () => void
}) {
  const say = usePeopleTexts()
  const shared = useSharedTexts()
  const problemText = useProblemText()
  const refresh = useRefreshPeople()
  const { message } = App.useApp()
  const keyFor = useSteadyKey()
  const [form] = Form.useForm<Given>()
  const role = Form.useWatch('role', form)
  const at = Form.useWatch('at', form)
  const placeKind = place?.areaId ? 'area' : place?.organisationId ? 'organisation' : role && kindOfPlace(role, at)
  const give = useMutation({
    mutationFn: (given: Given) => {
      const body = {
        accountId: accountId ?? given.accountId,
        role: given.role,
        ...(placeKind === 'area' && { areaId: place?.areaId ?? given.areaId ?? '' }),
        ...(placeKind === 'organisation' && { organisationId: place?.organisationId ?? given.organisationId ?? '' }),
        ...(given.validFrom && { validFrom: given.validFrom }),
        ...(given.validTo && { validTo: given.validTo }),
      }
      return api.createPost({ body, idempotencyKey: keyFor(body) })
    },
    onSuccess: () => {
      refresh()
      message.success(say('give.done'))
      onClose()
    },
  })
  const mine = useQuery({ queryKey: ['people', 'roles'], queryFn: () => api.listRolesToGive() })
  const offered = (mine.data?.roles ?? []).filter((one) =>
    place?.areaId ? !organisationRoles.includes(one) : place?.organisationId ? !areaRoles.includes(one) : true,
  )
  const needed = [{ required: true, message: say('required') }]
  return (
    <Modal
      open
      title={say('give.title')}
      okText={say('give.send')}
      confirmLoading={give.isPending}
      mask={{ closable: false }}
      width={480}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ at: 'organisation' }}
        onFinish={(given) => give.mutate(given)}
      >
        {accountId === undefined && (
          <Form.Item name="accountId" label={say('give.who')} rules={needed}>
            <PersonSelect />
          </Form.Item>
        )}
        <Form.Item name="role" label={say('give.role')} rules={needed}>
          <Select loading={mine.isPending} options={offered.map((value) => ({ value, label: shared(`roles.${value}`) }))} />
        </Form.Item>
        {!place && role && !areaRoles.includes(role) && !organisationRoles.includes(role) && (
          <Form.Item name="at" label={say('give.where')}>
            <Select
              options={[
                { value: 'organisation', label: say('give.atOrganisation') },
                { value: 'area', label: say('give.atArea') },
              ]}
            />
          </Form.Item>
        )}
        {!place && placeKind === 'area' && (
          <Form.Item name="areaId" label={say('give.area')} rules={needed}>
            <AreaSelect placeholder={say('areaHint')} />
          </Form.Item>
        )}
        {!place && placeKind === 'organisation' && (
          <Form.Item name="organisationId" label={say('give.organisation')} rules={needed}>
            <OrganisationSelect />
          </Form.Item>
        )}
        <div className="people-dates">
          <Form.Item name="validFrom" label={say('give.from')} extra={say('give.fromHint')}>
            <TimeInput />
          </Form.Item>
          <Form.Item name="validTo" label={say('give.to')} extra={say('give.toHint')}>
            <TimeInput />
          </Form.Item>
        </div>
      </Form>
      {mine.error && <Alert type="error" showIcon title={problemText(mine.error)} />}
      {give.error && <Alert type="error" showIcon title={problemText(give.error)} />}
    </Modal>
  )
}

/** Most roles say where they are held; the others may be held at either. */
function kindOfPlace(role: Role, at: Given['at']): 'area' | 'organisation' {
  if (areaRoles.includes(role)) return 'area'
  return organisationRoles.includes(role) ? 'organisation' : (at ?? 'organisation')
}
