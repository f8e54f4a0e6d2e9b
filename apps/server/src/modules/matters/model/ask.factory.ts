import { type RouteDefinition, routes } from '@linli/contract'
import { kinds } from '../kinds/index.ts'
import type { Edge } from '../kinds/kind.ts'
import type { Matter } from '../matter.ts'
import { actionRoutes } from '../matter.routes.ts'
import { inputFor, type Named } from '../play.factory.ts'

/** What somebody might do to a matter. */
export interface Choice {
  action: string
  assignmentId: string | null
  cardId: string | null
}

/** A choice as the server is asked for it, and as the pure rule gets it. */
export interface Asked {
  definition: RouteDefinition
  params: Record<string, string>
  body: Record<string, unknown>
  input: Record<string, unknown>
}

interface Circumstances {
  matter: Matter
  chance: number
  now: Date
  others: readonly Matter[]
  named: Named
  organisationIds: readonly string[]
}

const routeOf = new Map<string, RouteDefinition>(actionRoutes.map(([definition, action]) => [action, definition]))

/** Every action somebody could ask the server for on a matter of this kind. */
export function actionsOf(matter: Matter): string[] {
  const named = kinds[matter.kind].edges.filter((edge) => edge.form || routeOf.has(edge.action)).map((edge) => edge.action)
  return [...new Set(named)]
}

/** Null for what only the platform does, or what has a route apart (joining). */
export function ask(choice: Choice, circumstances: Circumstances): Asked | null {
  const { matter } = circumstances
  const edges = kinds[matter.kind].edges.filter((edge) => edge.action === choice.action)
  const form = edges.find((edge) => edge.form)?.form
  const params = {
    matterId: matter.id,
    ...(choice.assignmentId !== null && { assignmentId: choice.assignmentId }),
    ...(choice.cardId !== null && { cardId: choice.cardId }),
  }
  const expectedVersion = matter.version
  if (form) {
    const input = formFor(form, circumstances)
    const body = {
      expectedVersion,
      action: choice.action,
      ...(choice.assignmentId !== null && { assignmentId: choice.assignmentId }),
      form: input,
    }
    return { definition: routes.takeStep, params: { matterId: matter.id }, body, input }
  }
  const definition = routeOf.get(choice.action)
  if (!definition) return null
  const { chance, now, others, named } = circumstances
  const said = inputFor(choice.action, chance, matter, now, others, named)
  const known = Object.keys(definition.body?.properties ?? {})
  const body: Record<string, unknown> = {
    ...Object.fromEntries(Object.entries(said).filter(([name]) => known.includes(name))),
    expectedVersion,
  }
  return { definition, params, body, input: body }
}

interface Field {
  type?: string
  format?: string
  minimum?: number
}

/** Something for each field of a kind's form, by its name and type. */
export function formFor(
  form: NonNullable<Edge['form']>,
  { chance, now, organisationIds, matter }: Omit<Circumstances, 'others' | 'named'>,
) {
  const value = (name: string, field: Field): unknown => {
    if (/OrganisationId$|^organisationId$/.test(name)) return organisationIds[chance % organisationIds.length]
    if (field.format === 'uuid') return matter.areaId
    if (field.format === 'date-time') return new Date(now.getTime() + (1 + (chance % 20)) * 86_400_000).toISOString()
    switch (field.type) {
      case 'boolean':
        return chance % 3 !== 0
      case 'integer':
        return Math.max(field.minimum ?? 1, 2)
      case 'array':
        return ['户口簿']
      default:
        return '话'
    }
  }
  return Object.fromEntries(Object.entries(form.properties).map(([name, field]) => [name, value(name, field as Field)]))
}
