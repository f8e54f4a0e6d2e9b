import type { Post } from '@linli/contract'
import { useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { useOrganisations } from '../../parts/organisation-select.tsx'

/** Fetches again what shows accounts, posts and vacancies. */
export function useRefreshPeople(): () => void {
  const queries = useQueryClient()
  return useCallback(() => {
    for (const queryKey of [['people'], ['posts'], ['vacancies']]) void queries.invalidateQueries({ queryKey })
  }, [queries])
}

/** Where a post is, in the reader's language. */
export function PlaceOfPost({ post }: { post: Pick<Post, 'areaName' | 'organisationId' | 'organisationName'> }) {
  const { data, nameOf } = useOrganisations()
  const organisation = data?.items.find((one) => one.id === post.organisationId)
  return <>{post.areaName ?? (organisation ? nameOf(organisation) : post.organisationName)}</>
}
