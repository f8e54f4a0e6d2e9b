/**
 * Holidays and make-up days of 2024–2026 by the notices of the General Office of the State Council, condensed from
 * holiday-cn (https://github.com/NateScarlet/holiday-cn, MIT, © NateScarlet), a source apart from the one the product uses.
 * Holidays are ranges from the first to the last day.
 */
export const noticedDays = {
  // https://www.gov.cn/zhengce/zhengceku/202310/content_6911528.htm
  2024: {
    off: ['01-01', '02-10/02-17', '04-04/04-06', '05-01/05-05', '06-10', '09-15/09-17', '10-01/10-07'],
    madeUp: ['02-04', '02-18', '04-07', '04-28', '05-11', '09-14', '09-29', '10-12'],
  },
  // https://www.gov.cn/zhengce/zhengceku/202411/content_6986383.htm
  2025: {
    off: ['01-01', '01-28/02-04', '04-04/04-06', '05-01/05-05', '05-31/06-02', '10-01/10-08'],
    madeUp: ['01-26', '02-08', '04-27', '09-28', '10-11'],
  },
  // https://www.gov.cn/zhengce/zhengceku/202511/content_7047091.htm
  2026: {
    off: ['01-01/01-03', '02-15/02-23', '04-04/04-06', '05-01/05-05', '06-19/06-21', '09-25/09-27', '10-01/10-07'],
    madeUp: ['01-04', '02-14', '02-28', '05-09', '09-20', '10-10'],
  },
}

/** Whether a date such as `2026-10-01` is worked, by the notices and the weekday alone. */
export function isWorkedByNotice(date: string): boolean {
  const { off, madeUp } = noticedDays[date.slice(0, 4) as unknown as keyof typeof noticedDays]
  const day = date.slice(5)
  if (madeUp.includes(day)) return true
  if (off.some((range) => day >= (range.split('/')[0] ?? '') && day <= (range.split('/').at(-1) ?? ''))) return false
  return ![0, 6].includes(new Date(`${date}T00:00:00Z`).getUTCDay())
}
