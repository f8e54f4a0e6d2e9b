import { accept } from '../actions/accept.ts'
import { claim } from '../actions/claim.ts'
import { close } from '../actions/close.ts'
import { dispatch } from '../actions/dispatch.ts'
import { finish } from '../actions/finish.ts'
import { rate } from '../actions/rate.ts'
import { refuse } from '../actions/refuse.ts'
import { returnAssignment } from '../actions/return.ts'
import { solveOnSpot } from '../actions/solve-on-spot.ts'
import { verify } from '../actions/verify.ts'
import {
  assignedOrganisation,
  gridWorkerOfPlace,
  handlerOfAssignment,
  holdersDesk,
  organisationOfOpenAssignment,
  ownWork,
  platformItself,
  reporterWhoRates,
  verifierOfPlace,
} from '../rights.ts'
import type { Kind } from './kind.ts'

/** Something wrong at a place: the table of domain.md §2. Reporting is where it begins (report-matter.ts). */
export const event: Kind = {
  kind: 'event',
  edges: [
    { action: 'accept', from: ['reported'], to: ['accepted'], by: holdersDesk, rule: 'domain.md §2 accept', decide: accept },
    { action: 'refuse', from: ['reported'], to: ['refused'], by: holdersDesk, rule: 'domain.md §2 refuse', decide: refuse },
    {
      action: 'solve_on_spot',
      from: ['reported'],
      to: ['verified'],
      by: gridWorkerOfPlace,
      rule: 'domain.md §2 solve_on_spot',
      decide: solveOnSpot,
    },
    { action: 'dispatch', from: ['accepted'], to: ['dispatched'], by: holdersDesk, rule: 'domain.md §2 dispatch', decide: dispatch },
    {
      action: 'claim',
      from: ['dispatched', 'in_progress'],
      to: ['dispatched', 'in_progress'],
      by: assignedOrganisation,
      onAssignment: true,
      rule: 'domain.md §2 claim',
      decide: claim,
    },
    {
      action: 'return',
      from: ['dispatched', 'in_progress'],
      to: ['accepted', 'dispatched', 'in_progress', 'handled'],
      by: organisationOfOpenAssignment,
      onAssignment: true,
      rule: 'domain.md §2 return',
      decide: returnAssignment,
    },
    {
      action: 'finish',
      from: ['dispatched', 'in_progress'],
      to: ['dispatched', 'in_progress', 'handled'],
      by: handlerOfAssignment,
      onAssignment: true,
      rule: 'domain.md §2 finish',
      decide: finish,
    },
    {
      action: 'verify',
      from: ['handled'],
      to: ['verified', 'in_progress'],
      by: verifierOfPlace,
      whyNot: ownWork,
      rule: 'domain.md §2 verify',
      decide: verify,
    },
    {
      action: 'rate',
      from: ['verified'],
      to: ['closed', 'in_progress', 'accepted'],
      by: reporterWhoRates,
      rule: 'domain.md §2 rate',
      decide: rate,
    },
    { action: 'close', from: ['verified'], to: ['closed'], by: platformItself, rule: 'domain.md §2 close', decide: close },
  ],
}
