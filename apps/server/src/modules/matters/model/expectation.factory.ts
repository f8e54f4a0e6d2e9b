import type { Db } from '../../../platform/db.ts'
import type { NewNotice } from '../change.ts'
import type { PreparedAction } from '../perform-action.ts'
import type { SealedEntry } from '../timeline.ts'
import { type Findings, stored } from './findings.factory.ts'
import { comparable, difference } from './same.factory.ts'
import { hold } from './violation.factory.ts'

/** What is stored after an action, down to its clocks and notices, is what the pure rules made of it. `known`: every id there was before. */
export async function expectWritten(db: Db, prepared: PreparedAction, record: Findings, known: ReadonlySet<string>): Promise<void> {
  for (const part of [prepared, prepared.other]) {
    if (!part) continue
    const found = record.found.get(part.after.id)
    hold(1, found !== undefined, () => `${part.after.number} is lost`)
    const differs = difference(withoutHead(part.after), withoutHead(found.matter), known)
    hold(1, differs === null, () => `after ${part.entry.action} ${differs}`)
    const last = found.entries.at(-1)
    const told = last && difference(withoutHashes(part.entry), withoutHashes(last), known)
    hold(1, told === null, () => `the entry of ${part.entry.action}: ${told}`)
    const [meant, sent] = [(part.change.notices ?? []).map(lineOf), await noticesAt(db, part.after.id, part.entry.at)].map((lines) =>
      comparable(lines, known),
    )
    hold(1, meant === sent, () => `${part.entry.action} was to tell ${meant}, but told ${sent}`)
  }
}

/** As far as it can be foreseen and is read again: neither the chain, which covers new ids, nor what a card says. */
function withoutHead(matter: PreparedAction['after']): object {
  const cards = matter.cards.map(({ id, level, areaId, automatic, answerBy, to }) => ({ id, level, areaId, automatic, answerBy, to }))
  return { ...stored(matter), chainHead: null, cards }
}

function withoutHashes({
  matterId,
  seq,
  at,
  accountId,
  hat,
  action,
  fromState,
  toState,
  holder,
  visibility,
  content,
}: SealedEntry): object {
  return { matterId, seq, at, accountId, hat, action, fromState, toState, holder, visibility, content }
}

function lineOf({ event, to, facts, urgent }: NewNotice) {
  return {
    event,
    accountId: 'accountId' in to ? to.accountId : null,
    areaId: 'areaId' in to ? to.areaId : null,
    organisationId: 'organisationId' in to ? to.organisationId : null,
    toFollowers: 'followers' in to,
    urgent,
    facts,
  }
}

async function noticesAt(db: Db, matterId: string, at: Date) {
  const rows = await db.read.selectFrom('notices').selectAll().where('matter_id', '=', matterId).where('at', '=', at).execute()
  return rows.map((row) => ({
    event: row.event,
    accountId: row.account_id,
    areaId: row.area_id,
    organisationId: row.organisation_id,
    toFollowers: row.to_followers,
    urgent: row.urgent,
    facts: row.facts,
  }))
}
