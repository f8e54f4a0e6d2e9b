import { SearchOutlined } from '@ant-design/icons'
import { useNavigate } from '@tanstack/react-router'
import { Input, type InputRef } from 'antd'
import { useEffect, useRef, useState } from 'react'
import type { DeskSearch } from '../desk-search.ts'
import { useKeys } from '../../../app/use-keys.ts'
import { looksForPhone, usePhoneSearch } from './phone-search.ts'
import { useListTexts } from './texts.ts'

/** Somebody who types on is waited for. */
const pauseMs = 300

/** Finds in the list by number, words, place, and for desks by phone, which is kept out of the address; `/` leads here, Escape back to the list. */
export function SearchBox({ search }: { search: DeskSearch }) {
  const say = useListTexts()
  const navigate = useNavigate({ from: '/desk' })
  const input = useRef<InputRef>(null)
  const { phone, look: lookForPhone } = usePhoneSearch()
  const asked = phone || (search.q ?? '')
  const [typed, setTyped] = useState(asked)
  const [composing, setComposing] = useState(false)
  const [seen, setSeen] = useState(asked)
  // The address has changed by itself: a link, a view, the back button.
  if (seen !== asked) {
    setSeen(asked)
    setTyped(asked)
  }
  const look = (text: string) => {
    if (text.trim() === asked) return
    const isPhone = looksForPhone(text)
    lookForPhone(isPhone ? text.trim() : '')
    if (isPhone && search.q === undefined && search.matter === undefined) return
    void navigate({
      to: '/desk',
      search: ({ q: _q, matter: _matter, ...rest }) => ({ ...rest, ...(text.trim() && !isPhone && { q: text.trim() }) }),
      // Going back leads to before the search, not through every word of it.
      replace: asked !== '',
    })
  }
  useEffect(() => {
    if (composing || typed.trim() === asked) return
    const timer = setTimeout(() => look(typed), pauseMs)
    return () => clearTimeout(timer)
  })
  useKeys({ '/': () => input.current?.focus({ cursor: 'all' }) })
  return (
    <search>
      <Input
        ref={input}
        value={typed}
        maxLength={100}
        allowClear
        prefix={<SearchOutlined aria-hidden />}
        placeholder={say('search')}
        aria-label={say('search')}
        aria-keyshortcuts="/"
        onChange={(event) => setTyped(event.target.value)}
        onCompositionStart={() => setComposing(true)}
        onCompositionEnd={() => setComposing(false)}
        onPressEnter={() => {
          look(typed)
          input.current?.blur()
        }}
        onKeyDown={(event) => {
          if (event.key === 'Escape') input.current?.blur()
        }}
      />
    </search>
  )
}
