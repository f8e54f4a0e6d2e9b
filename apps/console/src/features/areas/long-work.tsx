import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useImportTexts } from './import-texts.ts'

/** Says how long something has been going on, and stops it. */
export function LongWork({ said, onCancel }: { said: 'checking' | 'writing'; onCancel: () => void }) {
  const say = useImportTexts()
  const [seconds, setSeconds] = useState(0)
  useEffect(() => {
    const started = performance.now()
    const timer = setInterval(() => setSeconds(Math.round((performance.now() - started) / 1000)), 1000)
    return () => clearInterval(timer)
  }, [])
  return (
    <div className="long-work">
      <progress aria-label={say(said, { seconds: '' })} />
      <span>{say(said, { seconds })}</span>
      <Button size="small" onClick={onCancel}>
        {say('cancel')}
      </Button>
    </div>
  )
}
