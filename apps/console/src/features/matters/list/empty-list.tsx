import type { MatterView } from '@linli/contract'
import { Empty } from '@linli/ui'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import type { DeskSearch } from '../desk-search.ts'
import { useMattersTexts } from '../texts.ts'
import { isNarrowed } from './filters.ts'
import { usePhoneSearch } from './phone-search.ts'
import { useListTexts } from './texts.ts'

/** Why there is nothing, and where else to look. */
export function EmptyList({ view, search }: { view: MatterView; search: DeskSearch }) {
  const say = useListTexts()
  const matters = useMattersTexts()
  const navigate = useNavigate({ from: '/desk' })
  const { phone, look } = usePhoneSearch()
  const clear = () => {
    look('')
    void navigate({ to: '/desk', search: { view } })
  }
  if (!isNarrowed(search) && !phone) return <Empty text={matters('list.empty', { view: matters(`views.${view}`) })} />
  return (
    <Empty text={say('nothingFits', { view: matters(`views.${view}`) })}>
      {view !== 'all' && (
        <Button type="primary" onClick={() => void navigate({ to: '/desk', search: (now) => ({ ...now, view: 'all' as const }) })}>
          {say('lookInAll')}
        </Button>
      )}
      <Button onClick={clear}>{say('clear')}</Button>
    </Empty>
  )
}
