import { createContext, useContext } from 'react'

/** Whose matters are looked for: a whole phone number or its last four digits. */
export interface PhoneSearch {
  phone: string
  look: (phone: string) => void
}

/**
 * A phone number stays in the memory of the open page: an address is kept in histories, shown in screen shots and passed
 * on in links.
 */
export const PhoneSearchContext = createContext<PhoneSearch>({ phone: '', look: () => undefined })

export const usePhoneSearch = () => useContext(PhoneSearchContext)

/** Whether what was typed may be a phone number or its end. */
export function looksForPhone(q: string | undefined): boolean {
  return /^(\d{4}|1\d{10})$/.test(q?.normalize('NFKC').trim() ?? '')
}
