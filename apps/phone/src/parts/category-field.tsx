import type { Category } from '@linli/contract'
import { useLanguage } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'

/** Chooses a category with the phone's own picker: groups are the upper level. */
export function CategoryField({
  label,
  choose,
  value,
  onChange,
}: {
  label: string
  choose: string
  value: string
  onChange: (code: string) => void
}) {
  const language = useLanguage()
  const categories = useQuery({ queryKey: ['categories'], queryFn: () => api.listCategories(), staleTime: 3_600_000 }).data?.items ?? []
  const nameOf = (category: Category) => (language === 'zh' ? category.nameZh : category.nameEn)
  const parents = new Set(categories.map((category) => category.parentCode))
  return (
    <label className="field">
      <span>{label}</span>
      <select className="native-select" value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{choose}</option>
        {categories
          .filter((category) => parents.has(category.code))
          .map((group) => (
            <optgroup key={group.code} label={nameOf(group)}>
              {categories
                .filter((category) => category.parentCode === group.code && !parents.has(category.code))
                .map((category) => (
                  <option key={category.code} value={category.code}>
                    {nameOf(category)}
                  </option>
                ))}
            </optgroup>
          ))}
      </select>
    </label>
  )
}
