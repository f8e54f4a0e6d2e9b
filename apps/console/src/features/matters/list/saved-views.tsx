import { MoreOutlined } from '@ant-design/icons'
import type { SavedView } from '@linli/contract'
import { useProblemText } from '@linli/ui'
import { Link, useSearch } from '@tanstack/react-router'
import { App, Button, Dropdown, type MenuProps } from 'antd'
import { useState } from 'react'
import { api } from '../../../app/api.ts'
import { filtersOf, isSameList } from './filters.ts'
import { SaveView } from './save-view.tsx'
import { usePhoneSearch } from './phone-search.ts'
import { useListTexts } from './texts.ts'
import { useOrderViews, useSavedViews, useViewsChanged } from './use-saved-views.ts'

/** The lists somebody keeps for themselves; nothing when there are none. */
export function SavedViews() {
  const say = useListTexts()
  const views = useSavedViews().data ?? []
  const { look } = usePhoneSearch()
  const [renamed, setRenamed] = useState<SavedView | null>(null)
  const shown = filtersOf(useSearch({ from: '/desk' }))
  if (views.length === 0) return null
  return (
    <section aria-label={say('mine')}>
      <h2>{say('mine')}</h2>
      {views.map((view) => (
        <div key={view.id} className="saved-view" data-shown={isSameList(view.filters, shown)}>
          <Link to="/desk" search={view.filters} onClick={() => look('')} className="view-link">
            <span>{view.name}</span>
          </Link>
          <ViewMenu view={view} views={views} onRename={() => setRenamed(view)} />
        </div>
      ))}
      {renamed && <SaveView renamed={renamed} onClose={() => setRenamed(null)} />}
    </section>
  )
}

function ViewMenu({ view, views, onRename }: { view: SavedView; views: readonly SavedView[]; onRename: () => void }) {
  const say = useListTexts()
  const { message } = App.useApp()
  const problemText = useProblemText()
  const changed = useViewsChanged()
  const order = useOrderViews()
  const at = views.indexOf(view)
  const complain = (error: unknown) => void message.error(problemText(error))
  const move = (by: 1 | -1) => {
    const others = views.filter((one) => one !== view)
    order([...others.slice(0, at + by), view, ...others.slice(at + by)]).catch(complain)
  }
  const remove = () => api.removeSavedView({ params: { viewId: view.id } }).then(changed, complain)
  const items: MenuProps['items'] = [
    { key: 'rename', label: say('rename'), onClick: onRename },
    { key: 'up', label: say('moveUp'), disabled: at === 0, onClick: () => move(-1) },
    { key: 'down', label: say('moveDown'), disabled: at === views.length - 1, onClick: () => move(1) },
    { key: 'remove', label: say('remove'), danger: true, onClick: () => void remove() },
  ]
  return (
    <Dropdown trigger={['click']} menu={{ items }}>
      <Button size="small" type="text" icon={<MoreOutlined />} aria-label={say('viewMenu', { name: view.name })} />
    </Dropdown>
  )
}
