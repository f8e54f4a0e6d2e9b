import { useLanguage } from '@linli/ui'
import { useQuery } from '@tanstack/react-query'
import { api } from '../app/api.ts'

/** What the city says to residents, in the language of the screen; undefined until it is known or while there is no network. */
export function useCity() {
  const language = useLanguage()
  const city = useQuery({ queryKey: ['city'], queryFn: () => api.getCity(), staleTime: 300_000 }).data
  if (!city) return undefined
  const { welcome, privacy, phones } = city.texts
  return {
    name: language === 'zh' ? city.nameZh : city.nameEn,
    welcome: welcome[language],
    privacy: privacy[language],
    phones: phones.map((phone) => ({ number: phone.number, name: phone.name[language] })),
  }
}
