import { useLanguage } from '../texts/setup.ts'
import { formatDate, formatDue } from './format-date.ts'
import { useMinute } from './use-minute.ts'

/** An instant as people say it, exact on hover. `due` says a deadline, which needs no time when it is days off. */
export function When({ at, due = false }: { at: string; due?: boolean }) {
  const language = useLanguage()
  const said = (due ? formatDue : formatDate)(at, language, useMinute())
  return (
    <time dateTime={at} title={said.exact}>
      {said.text}
    </time>
  )
}
