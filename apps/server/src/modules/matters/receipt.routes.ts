import { routes } from '@linli/contract'
import { inTransaction } from '../../platform/db.ts'
import type { Serve } from '../../platform/http.ts'
import { LinliError } from '../../platform/problem.ts'
import type { Actor } from '../access/index.ts'
import { openSession, originOf, type PeopleTools, welcome } from '../people/index.ts'
import { findByReceipt } from './matter.queries.ts'
import { receiptHash } from './report-matter.ts'

/** A receipt code opens a session that sees its one matter. Guessing is throttled like passwords, though 78 bits need no help. */
export function receiptRoutes(serve: Serve<Actor>, tools: PeopleTools): void {
  serve(routes.signInByReceipt, async ({ body, request, reply }) => {
    const hash = receiptHash(body.receiptCode)
    // Counted per code: under one name for all, guessers at many addresses would lock every reporter out.
    const subject = `receipt ${hash.toString('hex')}`
    await tools.throttle.check(subject, request.ip)
    const found = await findByReceipt(tools.db.read, hash)
    if (!found) {
      await tools.throttle.fail(subject, request.ip)
      throw new LinliError('wrong_receipt_code')
    }
    const session = await inTransaction(tools.db, (tx) =>
      openSession(
        tx,
        { accountId: null, receiptMatterId: found.matterId, receiptFollowerId: found.followerId, kind: 'receipt' },
        originOf(request).userAgent,
        tools.clock.now(),
      ),
    )
    return welcome(tools, reply, session)
  })
}
