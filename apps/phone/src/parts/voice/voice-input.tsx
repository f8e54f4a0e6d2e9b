import { useLanguage, useStored } from '@linli/ui'
import { AudioOutline } from 'antd-mobile-icons'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Sheet } from '../sheet.tsx'
import { type Recogniser, recogniserClass } from './recogniser.ts'
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
  const heard = useEffectEvent((words: string) => onWords(words))
  useEffect(() => () => recogniser.current?.abort(), [])
  const Recognition = recogniserClass()
  if (!Recognition) return null

  const listen = () => {
    const started = new Recognition()
    started.lang = language === 'zh' ? 'zh-CN' : 'en-GB'
    started.interimResults = false
    started.continuous = true
    started.onresult = ({ resultIndex, results }) => {
      const result = results[resultIndex]
      if (result?.isFinal) heard(result[0]?.transcript ?? '')
    }
    started.onerror = ({ error }) => setFailed(error !== 'no-speech' && error !== 'aborted')
    started.onend = () => setListening(false)
    recogniser.current = started
    setFailed(false)
    setListening(true)
    started.start()
  }
  return (
    <>
      <button
        type="button"
        className="plain-button voice"
        aria-pressed={listening}
        onClick={() => (listening ? recogniser.current?.stop() : allowed ? listen() : setAsking(true))}
      >
        <AudioOutline aria-hidden /> {say(listening ? 'stop' : 'start')}
      </button>
      {listening && (
        <p className="hint" role="status">
          {say('listening')}
        </p>
      )}
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
              listen()
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
