import chineseDays from 'chinese-days'

/** A day the State Council's notice names: a holiday, or a weekend day made up for one. */
export interface PublicDay {
  working: boolean
  nameZh: string
  nameEn: string
}

export interface PublicYear {
  /** False while the notice for this year is not known; then no day of it is named. */
  announced: boolean
  /** By days since 1970-01-01. */
  days: ReadonlyMap<number, PublicDay>
}

/** The public holidays and make-up days of a year, from chinese-days. */
export function publicYear(year: number): PublicYear {
  const known = years.get(year)
  if (known) return known
  const days = new Map<number, PublicDay>()
  const holidays = new Set<string>()
  for (let day = dayOf(year, 0, 1); day < dayOf(year + 1, 0, 1); day++) {
    const named = namedDay(day)
    if (!named) continue
    days.set(day, named)
    if (!named.working) holidays.add(named.nameEn)
  }
  // The table answers plain weekdays for years it does not know, without a word. A year counts as known when both of the
  // holidays that every notice since 1999 has moved days for are in it; a table half filled in does not pass.
  const announced = holidays.has('Spring Festival') && holidays.has('National Day')
  const found = { announced, days: announced ? days : new Map<number, PublicDay>() }
  years.set(year, found)
  return found
}

/** What the notice says of a day (days since 1970-01-01); undefined for a plain one. */
export function publicDayOf(day: number): PublicDay | undefined {
  return publicYear(new Date(day * 86_400_000).getUTCFullYear()).days.get(day)
}

const years = new Map<number, PublicYear>()

/** Days since 1970-01-01; `month` counts from 0. */
function dayOf(year: number, month: number, date: number): number {
  return Date.UTC(year, month, date) / 86_400_000
}

function namedDay(day: number): PublicDay | null {
  const date = new Date(day * 86_400_000)
  // The library reads dates in the machine's own time zone: a text like "2026-10-01" is the day before, west of Greenwich.
  // Noon of the local day is the same day everywhere.
  const localNoon = new Date(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate(), 12)
  const { work, name } = chineseDays.getDayDetail(localNoon)
  const [nameEn, nameZh] = name.split(',')
  return nameEn && nameZh ? { working: work, nameZh, nameEn } : null
}
