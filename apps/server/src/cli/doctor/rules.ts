import { faultsOf, loadMatters } from '../../modules/matters/index.ts'
import { type Check, type Examined, finding, type Finding, note, pagesOfMatters } from './check.ts'

/** The rules that always hold (domain.md §2): holder, clocks, shares, requests, cards. Every open matter; of the ended ones a part. */
export const rules: Check = async (examined) => [
  await underRules(examined, 'open matters against the rules', 'm.closed_at is null'),
  await underRules(
    examined,
    examined.all ? 'ended matters against the rules' : 'ended matters against the rules (one in twenty)',
    // By the last digits of the id, which are random.
    examined.all ? 'm.closed_at is not null' : `m.closed_at is not null and right(m.id::text, 1) || right(m.id::text, 2) < '0c'`,
  ),
]

async function underRules({ db, now }: Examined, what: string, condition: string): Promise<Finding> {
  const found = finding(what)
  for await (const ids of pagesOfMatters(db, condition)) {
    for (const matter of await loadMatters(db, ids, now)) {
      found.checked += 1
      const faults = faultsOf(matter)
      if (faults.length > 0) note(found, `${matter.number}: ${faults.join('; ')}`)
    }
  }
  return found
}
