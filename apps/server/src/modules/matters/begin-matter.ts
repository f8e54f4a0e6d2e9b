import type { ActionReceipt, BodyOf, beginMatter as contract, MatterKind } from '@linli/contract'
import { runAllStatements, sqlStateOf, uniqueViolation } from '../../platform/db.ts'
import { findAnswer, type Intention } from '../../platform/idempotency.ts'
import { LinliError } from '../../platform/problem.ts'
import { requireValid } from '../../platform/validation.ts'
import type { Actor } from '../access/index.ts'
import { toWgs84Point, type TreeArea } from '../areas/index.ts'
import type { DecisionContext } from './decision-context.ts'
import { kinds } from './kinds/index.ts'
import type { Matter } from './matter.ts'
import { loadMatter } from './matter.load.ts'
import { maySee, sightOf } from './matter.policy.ts'
import { insertMatter, noContact, writeChange } from './matter.store.ts'
import type { MatterTools } from './matter.tools.ts'
import { unborn } from './new-matter.ts'
import { prepareBirth, prepareOther } from './perform-action.ts'

interface Begin {
  kind: MatterKind
  body: BodyOf<typeof contract>
  actor: Actor
  intention: Intention
}

/**
 * Begins a matter of a kind that is not reported: a task, a wish, an errand, a dispute. What must be said is the kind's form.
 * Throws `not_allowed`, `no_place`, `unknown_area`, `validation_failed`, `not_found` for an origin out of sight.
 */
export async function beginMatter(tools: MatterTools, context: DecisionContext, begin: Begin): Promise<ActionReceipt> {
  const { actor, body, intention } = begin
  // Before anything is decided: what could be begun then may be refused today, by its date for one.
  const before = await findAnswer(tools.db.read, intention)
  if (before) return before.answer as ActionReceipt
  const { begin: beginning, private: isPrivate } = kinds[begin.kind]
  if (!beginning) throw new LinliError('not_found')
  const form = body.form ?? {}
  requireValid(beginning.form, form, '/form')
  const place = areaOf(context, body)
  const hat = beginning.by(actor, place.area)
  if (!hat) throw new LinliError('not_allowed')
  const origin = await originOf(tools, context, actor, beginning.origin?.(form as never) ?? null)

  const unbegun: Matter = {
    ...unborn(context, { kind: begin.kind, text: body.text, source: hat.role === 'reporter' ? 'resident' : 'desk', area: place.area }),
    state: beginning.to,
    private: isPrivate,
    address: body.address ?? null,
    longitude: place.longitude,
    latitude: place.latitude,
    located: place.longitude === null ? 'by_address' : 'inside',
  }
  const decision = beginning.decide({ matter: unbegun, form: form as never, origin, actor, hat, context })
  const birth = { matter: { ...unbegun, ...decision.begun }, change: decision, action: beginning.action }
  const made = prepareBirth(context, birth, { actor, hat }, await tools.numbers.next(context.now))
  const also = decision.other && origin ? [prepareOther(context, origin, decision.other, { actor, hat })] : []
  try {
    const statements = [
      insertMatter({ ...made, intention }, noContact),
      ...also.map((other) => writeChange({ ...other, intention: null, receipt: null })),
    ]
    if (await runAllStatements(tools.db, statements)) return made.receipt
  } catch (error) {
    if (sqlStateOf(error) !== uniqueViolation) throw error
  }
  const answered = await findAnswer(tools.db.read, intention)
  if (answered) return answered.answer as ActionReceipt
  throw new LinliError('matter_changed')
}

function areaOf(
  context: DecisionContext,
  { place, areaId }: BodyOf<typeof contract>,
): { area: TreeArea; longitude: number | null; latitude: number | null } {
  if (place) {
    const point = toWgs84Point(place)
    const found = context.areas.locate(point.longitude, point.latitude)
    if (found) return { area: found.area, ...point }
  }
  if (areaId === undefined) throw new LinliError('no_place')
  const area = context.areas.get(areaId)
  if (!area || area.validTo !== null) throw new LinliError('unknown_area')
  return { area, longitude: null, latitude: null }
}

async function originOf(tools: MatterTools, context: DecisionContext, actor: Actor, id: string | null): Promise<Matter | null> {
  if (id === null) return null
  const { matter } = await loadMatter(tools.db, id, null, context.now)
  if (!matter || !maySee(sightOf(actor), matter)) throw new LinliError('not_found')
  return matter
}
