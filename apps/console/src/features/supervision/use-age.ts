import { useMinute } from '@linli/ui'
import { useSupervisionTexts } from './texts.ts'

const hourMs = 3_600_000

/** How long something waits since an instant, in the largest unit that says something. */
export function useAge(): (since: string) => string {
  const say = useSupervisionTexts()
  const now = useMinute()
  return (since) => {
    const hours = Math.floor((now.getTime() - Date.parse(since)) / hourMs)
    if (hours >= 48) return say('days', { count: Math.floor(hours / 24) })
    return hours >= 1 ? say('hours', { count: hours }) : say('minutes')
  }
}
