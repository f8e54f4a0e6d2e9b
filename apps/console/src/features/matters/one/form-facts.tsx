import type { Matter } from '@linli/contract'
import { isOneOf, useSharedTexts, When } from '@linli/ui'
import { useArea } from '../../../parts/use-area.ts'
import { useOrganisations } from '../../../parts/organisation-select.tsx'
import { useMattersTexts } from '../texts.ts'

/** What another kind than an event keeps in its form, as far as it is for people. */
export function FormFacts({ matter }: { matter: Matter }) {
  const say = useMattersTexts()
  const shared = useSharedTexts()
  const told = tellable.filter((name) => matter.form[name] !== undefined && matter.form[name] !== null)
  if (told.length === 0) return null
  return (
    <section className="block">
      <h2>{say('one.form')}</h2>
      <dl className="facts">
        {told.map((name) => (
          <FormFact key={name} label={shared(`fields.${name}`)} name={name} value={matter.form[name]} />
        ))}
      </dl>
    </section>
  )
}

function FormFact({ label, name, value }: { label: string; name: string; value: unknown }) {
  return (
    <>
      <dt>{label}</dt>
      <dd>
        <Value name={name} value={value} />
      </dd>
    </>
  )
}

function Value({ name, value }: { name: string; value: unknown }) {
  const shared = useSharedTexts()
  if (Array.isArray(value)) return value.filter((one) => typeof one === 'string').join(shared('timeline.comma'))
  if (typeof value === 'boolean') return shared(value ? 'common.yes' : 'common.no')
  if (typeof value === 'number') return String(value)
  if (typeof value !== 'string') return null
  if (isOneOf(['dueAt', 'heldAt'], name)) return <When at={value} />
  if (/organisationId$/i.test(name)) return <OrganisationName id={value} />
  if (/areaId$/i.test(name)) return <AreaName id={value} />
  return value
}

function OrganisationName({ id }: { id: string }) {
  const { data, nameOf } = useOrganisations()
  const organisation = data?.items.find((one) => one.id === id)
  return organisation ? nameOf(organisation) : null
}

function AreaName({ id }: { id: string }) {
  return useArea(id).data?.name ?? null
}

/** In this order. Who reviewed or claimed is told by the timeline, by post and not by identity. */
const tellable = [
  'about',
  'parties',
  'scope',
  'papers',
  'missing',
  'held',
  'terms',
  'sessions',
  'mediatorOrganisationId',
  'toOrganisationId',
  'toAreaId',
  'dueAt',
  'alias',
  'consent',
] as const
