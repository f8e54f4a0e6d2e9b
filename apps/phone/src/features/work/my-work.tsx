import { Loading, QueryError } from '@linli/ui'
import { Link } from '@tanstack/react-router'
import './work.css'
import { NearList } from './near-list.tsx'
import { useWorkTexts } from './texts.ts'
import { useWork } from './use-work.ts'
import { WorkList } from './work-list.tsx'

/** What my posts must do now, most pressing kind first and within it by limit; kinds with nothing to do are left out. */
export function MyWork() {
  const say = useWorkTexts()
  const { atAnArea, lists, failed, isPending, more, retry } = useWork()
  const empty = !isPending && !failed && lists.every((list) => list.matters.length === 0)
  return (
    <section aria-labelledby="work-title">
      <h2 id="work-title" className="section-title">
        {say('title')}
      </h2>
      <div className="work-buttons">
        {atAnArea && (
          <Link to="/spot-solution" className="plain-button first">
            {say('spot')}
          </Link>
        )}
        <Link to="/report" className="plain-button">
          {say('report')}
        </Link>
      </div>
      {failed ? <QueryError error={failed} onRetry={retry} /> : isPending && <Loading />}
      {empty && <p className="hint">{say('none')}</p>}
      {lists.map(({ name, matters }) =>
        name === 'to_verify' || name === 'just_reported' ? (
          <NearList key={name} name={name} matters={matters} />
        ) : (
          <WorkList key={name} name={name} matters={matters} />
        ),
      )}
      {more && <p className="hint">{say('moreThere')}</p>}
    </section>
  )
}
