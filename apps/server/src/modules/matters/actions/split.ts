import type { BodyOf, linkMatter, splitMatter } from '@linli/contract'
import { LinliError } from '../../../platform/problem.ts'
import type { Birth } from '../change.ts'
import { startClock } from '../clocks.ts'
import type { DecisionContext } from '../decision-context.ts'
import type { Decide } from '../kinds/kind.ts'
import { heldByArea, type Matter } from '../matter.ts'
import { unborn } from '../new-matter.ts'

/** Matters of their own for the desk to accept, at the same place; they end before this one closes (domain.md §2 split). */
export const split: Decide<BodyOf<typeof splitMatter>> = ({ matter, input, context }) => {
  const births = input.parts.map((part) => child(context, matter, part))
  return {
    to: matter.state,
    set: {},
    links: births.map(({ matter: { id } }) => ({ otherId: id, relation: 'child' })),
    births,
    entry: { visibility: 'public', content: { children: births.map((birth) => ({ text: birth.matter.text, matterId: birth.matter.id })) } },
  }
}

/** Two matters that belong together; as a child, the other one ends before this one closes. */
export const link: Decide<BodyOf<typeof linkMatter>> = ({ matter, other, input }) => {
  if (!other || other.id === matter.id || other.kind !== matter.kind || matter.linkedIds.includes(other.id))
    throw new LinliError('cannot_link')
  const isChild = input.relation === 'child'
  if (isChild && (other.parentId !== null || other.closedAt !== null || mayCircle(matter, other))) throw new LinliError('cannot_link')
  const content = { relation: input.relation, otherMatterId: other.id, otherNumber: other.number }
  return {
    to: matter.state,
    set: {},
    links: [{ otherId: other.id, relation: input.relation }],
    entry: { visibility: 'internal', content },
    other: {
      action: 'link',
      to: other.state,
      linkedFrom: matter.id,
      set: isChild ? { parentId: matter.id } : {},
      entry: {
        visibility: 'internal',
        content: { relation: isChild ? 'parent' : input.relation, otherMatterId: matter.id, otherNumber: matter.number },
      },
    },
  }
}

/**
 * A circle of parents would wait for itself for ever. It can only come about where the one has a parent and the other waits for
 * children; such pairs are refused, without asking the whole family.
 */
function mayCircle(matter: Matter, other: Matter): boolean {
  return matter.parentId !== null && (matter.parentId === other.id || other.openChildren > 0)
}

function child(context: DecisionContext, parent: Matter, part: { text: string; categoryCode?: string }): Birth {
  const category = part.categoryCode === undefined ? undefined : context.category(part.categoryCode)
  if (part.categoryCode !== undefined && !category) throw new LinliError('unknown_category')
  const born: Matter = {
    ...unborn(context, { text: part.text, kind: parent.kind, source: 'split', area: { id: parent.areaId, path: parent.areaPath } }),
    address: parent.address,
    longitude: parent.longitude,
    latitude: parent.latitude,
    located: parent.located,
    categoryCode: category?.code ?? null,
    severity: category?.severity ?? parent.severity,
    deskAreaId: parent.deskAreaId,
    deskAreaPath: parent.deskAreaPath,
    holder: heldByArea(parent.deskAreaId),
    parentId: parent.id,
    linkedIds: [parent.id],
  }
  return {
    matter: born,
    action: 'report',
    change: {
      to: 'reported',
      set: {},
      startClocks: [startClock(context, born, 'accept')],
      entry: {
        visibility: 'public',
        content: {
          text: part.text,
          areaId: parent.areaId,
          located: parent.located,
          parentMatterId: parent.id,
          parentNumber: parent.number,
        },
      },
    },
  }
}
