import { ExportOutlined, FilterOutlined, SaveOutlined, SortAscendingOutlined } from '@ant-design/icons'
import { type ListFilters, matterSorts } from '@linli/contract'
import { useNavigate } from '@tanstack/react-router'
import { Button, Dropdown, Tag, Tooltip } from 'antd'
import { startTransition, useState } from 'react'
import { api } from '../../../app/api.ts'
import { useMay } from '../../../app/session.ts'
import { ExportDialog } from '../../../parts/export/export-dialog.tsx'
import { useExportTexts } from '../../../parts/export/texts.ts'
import type { DeskSearch } from '../desk-search.ts'
import { useMattersTexts } from '../texts.ts'
import { FilterForm } from './filter-form.tsx'
import { filtersOf, isNarrowed, isSameList } from './filters.ts'
import { usePhoneSearch } from './phone-search.ts'
import { SaveView } from './save-view.tsx'
import { useListTexts } from './texts.ts'
import { useFilterWords } from './use-filter-words.ts'
import { useSavedViews } from './use-saved-views.ts'

/** What narrows the list, each taken away by a click; more to narrow it by; its order; and a name to keep it under. */
export function FilterBar({ search }: { search: DeskSearch }) {
  const say = useListTexts()
  const navigate = useNavigate({ from: '/desk' })
  const wordsOf = useFilterWords()
  const saved = useSavedViews().data
  const [open, setOpen] = useState(false)
  const [saving, setSaving] = useState(false)
  const [exporting, setExporting] = useState(false)
  const exports = useExportTexts()
  const matters = useMattersTexts()
  // A phone number that is looked for is not in the address, and goes into no file.
  const isByPhone = usePhoneSearch().phone !== ''
  const mayExport = useMay('matters.list') && !isByPhone
  const filters = filtersOf(search)
  const change = (next: Partial<ListFilters>) =>
    void navigate({ to: '/desk', search: ({ matter: _matter, ...now }) => ({ ...now, ...next }) })
  const chips = Object.entries(filters).flatMap(([name, value]) => {
    const words = wordsOf(name as keyof ListFilters, value)
    return words === null ? [] : [{ name, words }]
  })
  const isKept = saved?.some((one) => isSameList(one.filters, filters))
  return (
    <div className="filter-bar">
      <Button
        size="small"
        icon={<FilterOutlined aria-hidden />}
        aria-expanded={open}
        // A dozen fields are drawn for the first time: in pieces, so that no frame waits for all of them.
        onClick={() => startTransition(() => setOpen(!open))}
      >
        {say('filter')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          selectable: true,
          selectedKeys: [filters.sort ?? 'newest'],
          items: matterSorts.map((sort) => ({ key: sort, label: say(`sorts.${sort}`) })),
          onClick: ({ key }) => change({ sort: key === 'newest' ? undefined : (key as ListFilters['sort']) }),
        }}
      >
        <Button size="small" type="text" icon={<SortAscendingOutlined aria-hidden />}>
          {say(`sorts.${filters.sort ?? 'newest'}`)}
        </Button>
      </Dropdown>
      {isNarrowed(search) && !isKept && (
        <Tooltip title={say('save')}>
          <Button size="small" type="text" icon={<SaveOutlined />} aria-label={say('save')} onClick={() => setSaving(true)} />
        </Tooltip>
      )}
      {mayExport && (
        <Tooltip title={exports('open')}>
          <Button size="small" type="text" icon={<ExportOutlined />} aria-label={exports('open')} onClick={() => setExporting(true)} />
        </Tooltip>
      )}
      {chips.map(({ name, words }) => (
        <Tag
          key={name}
          className="filter-chip"
          closable={{ 'aria-label': say('without', { words }) }}
          onClose={(event) => {
            event.preventDefault()
            change({ [name]: undefined })
          }}
        >
          {words}
        </Tag>
      ))}
      {open && <FilterForm filters={filters} onChange={change} />}
      {exporting && (
        <ExportDialog
          what={exports('what', { view: matters(`views.${filters.view ?? 'open'}`) })}
          order={(choice, idempotencyKey) => api.exportMatters({ body: { filters, ...choice }, idempotencyKey })}
          onClose={() => setExporting(false)}
        />
      )}
      {saving && <SaveView filters={filters} onClose={() => setSaving(false)} />}
    </div>
  )
}
