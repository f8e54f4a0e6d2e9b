import { useLanguage } from '@linli/ui'
import { useWallTexts } from './texts.ts'
import { today, useDays, useOpen } from './use-wall.ts'
import { usualOf } from './usual.ts'

/** What came in today against what a day like this usually brings, and what is open by light. */
export function Today({ areaId }: { areaId: string }) {
  const say = useWallTexts()
  const language = useLanguage()
  const days = useDays(areaId).data
  const open = useOpen(areaId).data?.openMatters
  const day = today()
  const row = days?.rows.find(({ key }) => key === day)
  const count = (figure: string) => row?.figures[figure]?.n ?? 0
  const usual = days ? usualOf(day, new Map(days.rows.map(({ key, figures }) => [key, figures['reported']?.n ?? 0]))) : null
  const weekday = new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(new Date(day))
  const upTo = (number: number | undefined) => (number === undefined ? '–' : number > 999 ? '999+' : number.toLocaleString(language))
  return (
    <section className="wall-box wall-today" aria-label={say('today')}>
      <dl>
        <div className="wall-large">
          <dt>{say('reported')}</dt>
          <dd>{days ? count('reported').toLocaleString(language) : '–'}</dd>
          {usual !== null && (
            <dd className="wall-usual" data-more={count('reported') > usual}>
              {say('usual', { weekday, n: usual.toLocaleString(language) })} · {say(count('reported') > usual ? 'more' : 'less')}
            </dd>
          )}
        </div>
        <div>
          <dt>{say('closed')}</dt>
          <dd>{days ? count('closed').toLocaleString(language) : '–'}</dd>
        </div>
      </dl>
      <dl className="wall-lights">
        <div>
          <dt>{say('open')}</dt>
          <dd>{upTo(open?.open)}</dd>
        </div>
        <div data-light="yellow">
          <dt>▲ {say('dueSoon')}</dt>
          <dd>{upTo(open?.dueSoon)}</dd>
        </div>
        <div data-light="red">
          <dt>● {say('overLimit')}</dt>
          <dd>{upTo(open?.overLimit)}</dd>
        </div>
      </dl>
    </section>
  )
}
