import { ImportOutlined } from '@ant-design/icons'
import { Empty, Loading, QueryError } from '@linli/ui'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useEntries, useMayChangeCity } from '../parts/use-rules.ts'
import { useRulesTexts } from '../texts.ts'
import { CategoryCard } from './category-card.tsx'
import { CategoryForm } from './category-form.tsx'
import { CategoryTree } from './category-tree.tsx'

/** The tree of categories with a search, and the chosen one beside it. */
export function CategoriesSection() {
  const say = useRulesTexts()
  const { code, search = '' } = useSearch({ from: '/rules/categories' })
  const navigate = useNavigate()
  const mayChange = useMayChangeCity()
  const entries = useEntries()
  const [adding, setAdding] = useState(false)
  if (entries.isPending) return <Loading />
  if (entries.isError) return <QueryError error={entries.error} onRetry={() => void entries.refetch()} />
  const { items } = entries.data
  const chosen = items.find((entry) => entry.code === code)
  const choose = (next: string) => void navigate({ to: '/rules/categories', search: { code: next, ...(search && { search }) } })
  return (
    <div className="two-panes">
      <section className="pane" aria-label={say('categories.tree')}>
        <Input.Search
          placeholder={say('categories.search')}
          aria-label={say('categories.search')}
          allowClear
          maxLength={50}
          value={search}
          onChange={(event) =>
            void navigate({
              to: '/rules/categories',
              search: { ...(code && { code }), ...(event.target.value && { search: event.target.value }) },
              replace: true,
            })
          }
        />
        {mayChange && (
          <div className="rules-add rules-add-two">
            <Button block onClick={() => setAdding(true)}>
              {say('categories.add')}
            </Button>
            <Link to="/rules/categories/import">
              <ImportOutlined aria-hidden /> {say('categories.import')}
            </Link>
          </div>
        )}
        <CategoryTree entries={items} search={search.trim().toLowerCase()} chosen={code} onChoose={choose} />
      </section>
      <div className="pane-main">
        {chosen ? (
          <CategoryCard key={chosen.code} entry={chosen} entries={items} />
        ) : (
          <Empty text={say(code ? 'categories.unknown' : 'categories.choose')} />
        )}
      </div>
      {adding && (
        <CategoryForm
          entries={items}
          beside={chosen}
          onClose={(made) => {
            setAdding(false)
            if (made) choose(made)
          }}
        />
      )}
    </div>
  )
}
