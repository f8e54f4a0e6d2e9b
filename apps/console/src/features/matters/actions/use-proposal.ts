import type { Matter, RoutingProposal, Severity } from '@linli/contract'
import { useQuery } from '@tanstack/react-query'
import { api } from '../../../app/api.ts'
import { useMay } from '../../../app/session.ts'

/** Whom the rules in force propose for a matter if it were of this category and severity; null while unknown and when nobody is. */
export function useProposal(
  matter: Matter,
  as: { categoryCode: string | undefined; severity: Severity | undefined },
): RoutingProposal | null {
  const mayAsk = useMay('rules.read')
  const { categoryCode = null, severity = matter.severity } = as
  const isAsItStands = categoryCode === matter.categoryCode && severity === matter.severity
  const asked = useQuery({
    enabled: mayAsk && !isAsItStands && categoryCode !== null,
    queryKey: ['proposal', matter.id, categoryCode, severity],
    queryFn: ({ signal }) =>
      api.proposeRouting(
        { body: { categoryCode, severity, areaId: matter.area.id, source: matter.source, text: matter.text.slice(0, 4000) } },
        signal,
      ),
    staleTime: 60_000,
  })
  return isAsItStands ? matter.proposal : (asked.data?.proposal ?? null)
}

/** The fields of a dispatch as a proposal fills them. */
export function fieldsOf(proposal: RoutingProposal) {
  const { leadOrganisationId, coHandlerOrganisationIds, whistle, instruction } = proposal
  return {
    leadOrganisationId,
    ...(coHandlerOrganisationIds.length > 0 && { coHandlerOrganisationIds }),
    ...(instruction && { instruction }),
    ...(whistle && { shares: { [leadOrganisationId]: { whistle: true } } }),
  }
}
