import { useLanguage, useStored } from '@linli/ui'
import { AudioOutline } from 'antd-mobile-icons'
import { useEffect, useRef, useState } from 'react'
import { Sheet } from '../sheet.tsx'
import { listen, type Recogniser, recogniserClass } from './recogniser.ts'
import { useVoiceTexts } from './texts.ts'

const allowedUnder = 'linli.voice'

/**
 * Speaking instead of typing, where the browser can. It is off until somebody has read that browsers mostly send what is heard to their
 * maker's service and has said yes; that is kept on this phone and can be taken back.
 */
export function VoiceInput({ onWords }: { onWords: (words: string) => void }) {
  const say = useVoiceTexts()
  const language = useLanguage()
  const [allowed, keep] = useStored(allowedUnder)
  const [asking, setAsking] = useState(false)
  const [listening, setListening] = useState(false)
  const [failed, setFailed] = useState(false)
  const recogniser = useRef<Recogniser | null>(null)
  // What is heard comes later than this render: it is added to the words of then.
  const latest = useRef(onWords)
  useEffect(() => {
    latest.current = onWords
  }, [onWords])
  useEffect(() => () => recogniser.current?.abort(), [])
  const Recognition = recogniserClass()
  if (!Recognition) return null

  const start = () => {
    recogniser.current = new Recognition()
    setFailed(false)
    setListening(true)
    listen(recogniser.current, language === 'zh' ? 'zh-CN' : 'en-GB', {
      words: (words) => latest.current(words),
      failed: setFailed,
      over: () => setListening(false),
    })
  }
  return (
    <>
      <button
        type="button"
        className="plain-button voice"
        aria-pressed={listening}
        onClick={() => (listening ? recogniser.current?.stop() : allowed ? start() : setAsking(true))}
      >
        <AudioOutline aria-hidden /> {say(listening ? 'stop' : 'start')}
      </button>
      {listening && <output className="hint">{say('listening')}</output>}
      {failed && <p className="hint">{say('failed')}</p>}
      {allowed && !listening && (
        <button type="button" className="text-button" onClick={() => keep(null)}>
          {say('turnOff')}
        </button>
      )}
      {asking && (
        <Sheet title={say('title')} onClose={() => setAsking(false)}>
          <p>{say('where')}</p>
          <button
            type="button"
            className="plain-button"
            onClick={() => {
              keep('yes')
              setAsking(false)
              start()
            }}
          >
            {say('allow')}
          </button>
          <button type="button" className="text-button wide" onClick={() => setAsking(false)}>
            {say('refuse')}
          </button>
        </Sheet>
      )}
    </>
  )
}
