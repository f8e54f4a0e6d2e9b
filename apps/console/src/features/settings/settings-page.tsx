import { Loading, NoPermission, QueryError, When } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../app/api.ts'
import { useMay } from '../../app/session.ts'
import './settings.css'
import { SettingsForm } from './settings-form.tsx'
import { useSettingsTexts } from './texts.ts'

/** What the city has decided about itself. */
export function SettingsPage() {
  const say = useSettingsTexts()
  const mayRead = useMay('settings.read')
  const settings = useQuery({
    enabled: mayRead,
    queryKey: ['settings'],
    queryFn: () => api.getSettings(),
    // What is being typed must not be moved; saving tells when somebody was faster.
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnMount: 'always',
  })
  if (!mayRead) return <NoPermission />
  if (settings.isPending || (settings.isFetching && !settings.isFetchedAfterMount)) return <Loading />
  if (settings.isError) return <QueryError error={settings.error} onRetry={() => void settings.refetch()} />
  const { version, changedAt, changedBy } = settings.data
  return (
    <div className="settings-page">
      <h1>{say('title')}</h1>
      <p className="linli-quiet">
        {changedAt ? (
          <>
            {say('version', { version })} · {say('changed', { who: changedBy ?? say('someone') })} <When at={changedAt} />
          </>
        ) : (
          say('first')
        )}
      </p>
      <SettingsForm key={version} present={settings.data} />
    </div>
  )
}
