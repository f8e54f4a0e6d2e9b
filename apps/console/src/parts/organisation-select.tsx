import { useLanguage } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { Select } from 'antd'
import { api } from '../app/api.ts'

/** Organisations in use; asked for once in five minutes. */
export function useOrganisations() {
  const language = useLanguage()
  const query = useQuery({ queryKey: ['organisations'], queryFn: () => api.listOrganisations(), staleTime: 300_000 })
  return {
    ...query,
    nameOf: (organisation: { nameZh: string; nameEn: string }) => (language === 'zh' ? organisation.nameZh : organisation.nameEn),
  }
}

const nobody: readonly string[] = []

interface Common {
  id?: string
  placeholder?: string
  /** Not offered, e.g. the lead among the co-handlers. */
  without?: readonly string[]
}

/** Chooses one organisation; searchable in both languages. */
export function OrganisationSelect({
  without = nobody,
  value,
  onChange,
  ...rest
}: Common & { value?: string; onChange?: (id: string) => void; autoFocus?: boolean }) {
  const options = useOptions(without)
  return (
    <Select {...rest} {...(value && { value })} {...(onChange && { onChange })} options={options} showSearch={{ filterOption: matches }} />
  )
}

/** Chooses any number of organisations. */
export function OrganisationsSelect({
  without = nobody,
  value,
  onChange,
  ...rest
}: Common & { value?: string[]; onChange?: (ids: string[]) => void }) {
  const options = useOptions(without)
  return (
    <Select
      {...rest}
      mode="multiple"
      {...(value && { value })}
      {...(onChange && { onChange })}
      options={options}
      showSearch={{ filterOption: matches }}
    />
  )
}

interface Option {
  value: string
  label: string
  searched: string
}

function useOptions(without: readonly string[]): Option[] {
  const { data, nameOf } = useOrganisations()
  return (data?.items ?? [])
    .filter((one) => one.endedAt === null && !without.includes(one.id))
    .map((one) => ({ value: one.id, label: nameOf(one), searched: `${one.nameZh} ${one.nameEn} ${one.code}`.toLowerCase() }))
}

function matches(typed: string, option?: Option): boolean {
  return option?.searched.includes(typed.toLowerCase()) ?? false
}
