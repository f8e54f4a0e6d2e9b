import { Alert, Button, Checkbox, Typography } from 'antd'
import { useState } from 'react'
import './second-factor.css'
import { useSessionTexts } from './texts.ts'

/** The recovery codes, this once; whoever goes on says that they are kept. */
export function RecoveryCodes({ codes, onDone }: { codes: readonly string[]; onDone: () => void }) {
  const say = useSessionTexts()
  const [kept, setKept] = useState(false)
  const text = codes.join('\n')
  return (
    <section aria-label={say('factor.codesTitle')}>
      <Alert type="warning" showIcon title={say('factor.codesTitle')} description={say('factor.codesWhy')} className="form-alert" />
      <ul className="factor-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <p>
        <Typography.Text copyable={{ text, tooltips: [say('factor.copy'), say('factor.copied')] }}>{say('factor.copyAll')}</Typography.Text>
      </p>
      <p>
        <Checkbox autoFocus checked={kept} onChange={(event) => setKept(event.target.checked)}>
          {say('factor.kept')}
        </Checkbox>
      </p>
      <Button block type="primary" size="large" disabled={!kept} onClick={onDone}>
        {say('factor.done')}
      </Button>
    </section>
  )
}
