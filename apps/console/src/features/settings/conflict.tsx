import type { CitySettings, CitySettingsInput } from '@linli/contract'
import { Alert, Button } from 'antd'
import { useEffect, useRef } from 'react'
import { differences, inputOf } from './settings-values.ts'
import { useSettingsTexts } from './texts.ts'

/** Both sides where they differ, when somebody else was faster. */
export function Conflict({
  theirs,
  mine,
  pending,
  onTheirs,
  onMine,
}: {
  theirs: CitySettings
  mine: CitySettingsInput
  pending: boolean
  onTheirs: () => void
  onMine: () => void
}) {
  const say = useSettingsTexts()
  const placeName = usePlaceName()
  const place = useRef<HTMLDivElement>(null)
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' })
  }, [])
  const found = differences(inputOf(theirs), mine)
  return (
    <div ref={place}>
      <Alert
        type="warning"
        showIcon
        role="alert"
        className="settings-conflict"
        title={say('conflict', { who: theirs.changedBy ?? say('someone') })}
        description={
          <>
            <p>{say(found.length > 0 ? 'conflictHint' : 'same')}</p>
            {found.length > 0 && (
              <table className="conflict-table">
                <thead>
                  <tr>
                    <th scope="col">{say('place')}</th>
                    <th scope="col">{say('theirs')}</th>
                    <th scope="col">{say('mine')}</th>
                  </tr>
                </thead>
                <tbody>
                  {found.map(({ path, one, other }) => (
                    <tr key={path}>
                      <th scope="row">{placeName(path)}</th>
                      <td>{one || '–'}</td>
                      <td>{other || '–'}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            <p className="settings-foot">
              {found.length > 0 && (
                <Button type="primary" loading={pending} onClick={onMine}>
                  {say('saveMine')}
                </Button>
              )}
              <Button onClick={onTheirs}>{say('useTheirs')}</Button>
            </p>
          </>
        }
      />
    </div>
  )
}

/** Where in the form a path leads, in its words. */
function usePlaceName(): (path: string) => string {
  const say = useSettingsTexts()
  const names: Record<string, string> = {
    name: say('name'),
    welcome: say('welcome'),
    privacy: say('privacy'),
    phones: say('phones'),
    levels: say('levels'),
    idleMinutes: say('idle'),
    absoluteHours: say('absolute'),
    secondFactor: say('secondFactor'),
    number: say('phoneNumber'),
    zh: say('zh'),
    en: say('en'),
    nameZh: say('zh'),
    nameEn: say('en'),
  }
  return (path) =>
    path
      .split('.')
      .filter((part) => part !== 'texts' && part !== 'signIn')
      .map((part) => names[part] ?? (/^\d+$/.test(part) ? String(Number(part) + 1) : part))
      .join(' · ')
}
