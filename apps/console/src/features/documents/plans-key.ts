/** Where the report plans are kept among the answers. */
export const plansKey = ['report-plans']
