import { NoPermission } from '@linli/ui'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { Tabs } from 'antd'
import { useMay } from '../../app/session.ts'
import { AccountList } from './account-list.tsx'
import { PersonDrawer } from './person-drawer.tsx'
import './people.css'
import { Places } from './places.tsx'
import { usePeopleTexts } from './texts.ts'
import { VacancyList } from './vacancy-list.tsx'

/** Who works where: places with their posts, people with theirs, and the places where nobody is. One person opens beside any of them. */
export function PeoplePage() {
  const say = usePeopleTexts()
  const { tab = 'places', person } = useSearch({ from: '/people' })
  const navigate = useNavigate({ from: '/people' })
  if (!useMay('people.read')) return <NoPermission />
  return (
    <div className="people-page">
      <Tabs
        activeKey={tab}
        onChange={(key) => void navigate({ search: { tab: key as typeof tab } })}
        items={[
          { key: 'places', label: say('tabs.places'), children: <Places /> },
          { key: 'staff', label: say('tabs.staff'), children: <AccountList /> },
          { key: 'vacancies', label: say('tabs.vacancies'), children: <VacancyList /> },
        ]}
        destroyOnHidden
      />
      {person && (
        <PersonDrawer key={person} id={person} onClose={() => void navigate({ search: ({ person: _closed, ...search }) => search })} />
      )}
    </div>
  )
}
