import { Alert, Button, Modal, Typography } from 'antd'
import { usePeopleTexts } from './texts.ts'

/** A one-time password, shown this once. Only its button closes it, so that it is not lost by a click beside. */
export function OneTimePassword({ loginName, password, onClose }: { loginName: string | null; password: string; onClose: () => void }) {
  const say = usePeopleTexts()
  return (
    <Modal
      open
      title={say('once.title')}
      closable={false}
      keyboard={false}
      mask={{ closable: false }}
      width={440}
      footer={
        <Button type="primary" autoFocus onClick={onClose}>
          {say('once.done')}
        </Button>
      }
    >
      <Alert type="warning" showIcon title={say('once.why')} className="form-alert" />
      <dl className="facts">
        {loginName && (
          <>
            <dt>{say('staff.account')}</dt>
            <dd>{loginName}</dd>
          </>
        )}
        <dt>{say('once.password')}</dt>
        <dd>
          <Typography.Text copyable={{ text: password, tooltips: [say('once.copy'), say('once.copied')] }} className="people-password">
            {password}
          </Typography.Text>
        </dd>
      </dl>
    </Modal>
  )
}
