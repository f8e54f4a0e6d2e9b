/** What is counted of an area; the columns of the kept figures, which the definitions below are made of. */
export const areaMeasures = [
  'reported',
  'taken_up',
  'sent_out',
  'worked_off',
  'answered',
  'closed',
  'withdrawn',
  'merged',
  'refused',
  'solved_in_grid',
  'reworked',
  'reopened',
  'supervised',
  'accepted',
  'handled',
  'handled_in_time',
  'handled_extended',
  'handled_suspended',
  'rated',
  'rated_solved',
  'rated_content',
  'dispatched',
  'claimed',
  'claimed_in_time',
  'returned',
] as const
export type AreaMeasure = (typeof areaMeasures)[number]

/** What is counted of an organisation's work. */
export const organisationMeasures = [
  'dispatched',
  'claimed',
  'claimed_in_time',
  'returned',
  'finished',
  'finished_in_time',
  'led',
  'reworked',
  'rated',
  'rated_solved',
  'rated_content',
] as const
export type OrganisationMeasure = (typeof organisationMeasures)[number]

interface Said {
  zh: string
  en: string
}

/** One figure as it is counted everywhere: on screens, in ratings, in exports (domain.md §5). */
export interface FigureDefinition {
  words: Said
  unit: 'count' | 'share' | 'minutes'
  /** How many of what: measures that are added up. Of a time: which one. */
  counts: readonly AreaMeasure[] | 'response' | 'handling'
  /** For a share: out of how many. */
  outOf?: readonly AreaMeasure[]
  /** For a share: what does not belong to them. */
  without?: readonly AreaMeasure[]
  /** The day a matter counts on. */
  countsOn: 'report' | 'acceptance' | 'handling' | 'rating' | 'dispatch'
  /** More is better, or less; null where neither holds. */
  better: 'more' | 'less' | null
  explained: Said
}

const define = <const D extends Record<string, FigureDefinition>>(definitions: D): { readonly [Id in keyof D]: FigureDefinition } =>
  definitions

/** Every figure there is. A screen, a rating or an export names one by its key and never counts by itself. */
export const figureDefinitions = define({
  reported: {
    words: { zh: '上报量', en: 'Reported' },
    unit: 'count',
    counts: ['reported'],
    countsOn: 'report',
    better: null,
    explained: {
      zh: '期内上报的事项数，含后来撤回、并案和不予受理的。',
      en: 'Matters reported in the period, also those later withdrawn, merged or refused.',
    },
  },
  taken_up: {
    words: { zh: '已受理', en: 'Accepted' },
    unit: 'count',
    counts: ['taken_up'],
    countsOn: 'report',
    better: null,
    explained: { zh: '期内上报的事项中，至今已受理的数量。', en: 'Of the matters reported in the period, those accepted by now.' },
  },
  sent_out: {
    words: { zh: '已派办', en: 'With somebody' },
    unit: 'count',
    counts: ['sent_out'],
    countsOn: 'report',
    better: null,
    explained: {
      zh: '期内上报的事项中，至今已派给承办单位或由网格员当场处置的数量。',
      en: 'Of the matters reported in the period, those dispatched to an organisation or solved on the spot by now.',
    },
  },
  worked_off: {
    words: { zh: '已办完', en: 'Handled' },
    unit: 'count',
    counts: ['worked_off'],
    countsOn: 'report',
    better: 'more',
    explained: {
      zh: '期内上报的事项中，现已办完（含待核查、待评价）的数量。返工、重办中的不计。',
      en: 'Of the matters reported in the period, those whose work is done now, also while it is still looked at or rated. Not what is being worked on again.',
    },
  },
  answered: {
    words: { zh: '反映人已答复', en: 'Reporter has answered' },
    unit: 'count',
    counts: ['answered'],
    countsOn: 'report',
    better: 'more',
    explained: {
      zh: '期内上报的事项中，反映人至今评价过或接受过回访的数量。',
      en: 'Of the matters reported in the period, those that were rated or called back about by now.',
    },
  },
  closed: {
    words: { zh: '办结量', en: 'Closed' },
    unit: 'count',
    counts: ['closed'],
    countsOn: 'report',
    better: 'more',
    explained: { zh: '期内上报、现已办结的事项数。', en: 'Of the matters reported in the period, those that are closed now.' },
  },
  completion: {
    words: { zh: '办结率', en: 'Completion' },
    unit: 'share',
    counts: ['closed'],
    outOf: ['reported'],
    without: ['withdrawn', 'merged', 'refused'],
    countsOn: 'report',
    better: 'more',
    explained: {
      zh: '期内上报的事项中已办结的比例；不计撤回、并案和不予受理的。申诉后重新受理的照常计入。',
      en: 'Of the matters reported in the period, how many are closed. Withdrawn, merged and refused ones are left out; one taken up again after an appeal counts.',
    },
  },
  on_time: {
    words: { zh: '按期率', en: 'On time' },
    unit: 'share',
    counts: ['handled_in_time'],
    outOf: ['handled'],
    countsOn: 'handling',
    better: 'more',
    explained: {
      zh: '期内办完的事项中在时限内办完的比例。经批准的延期和挂账按新的时限计算，数量另列。返工的以最后一次办完为准。',
      en: 'Of the matters handled in the period, how many were within their limit. Granted extensions and suspensions count inside and are shown beside. After rework the last time counts.',
    },
  },
  extended: {
    words: { zh: '其中延期', en: 'Of these extended' },
    unit: 'count',
    counts: ['handled_extended'],
    countsOn: 'handling',
    better: 'less',
    explained: { zh: '期内办完的事项中经批准延期的数量。', en: 'Of the matters handled in the period, those that were granted more days.' },
  },
  suspended: {
    words: { zh: '其中挂账', en: 'Of these suspended' },
    unit: 'count',
    counts: ['handled_suspended'],
    countsOn: 'handling',
    better: 'less',
    explained: { zh: '期内办完的事项中曾挂账的数量。', en: 'Of the matters handled in the period, those that were suspended once.' },
  },
  response: {
    words: { zh: '响应率', en: 'Response' },
    unit: 'share',
    counts: ['claimed_in_time'],
    outOf: ['dispatched'],
    countsOn: 'dispatch',
    better: 'more',
    explained: {
      zh: '期内派出的派单中在时限内签收的比例。签收时平台即告知反映人，因此签收即视为已联系。',
      en: 'Of the assignments dispatched in the period, how many were claimed within their limit. The platform tells the reporter at once, so claiming counts as having been in touch.',
    },
  },
  resolution: {
    words: { zh: '解决率', en: 'Resolution' },
    unit: 'share',
    counts: ['rated_solved'],
    outOf: ['rated'],
    countsOn: 'rating',
    better: 'more',
    explained: {
      zh: '期内评价或回访的事项中，反映人表示已解决的比例。每件只计最近一次。',
      en: 'Of the matters rated or called back in the period, how many were said to be solved. Of each matter the newest answer counts.',
    },
  },
  satisfaction: {
    words: { zh: '满意率', en: 'Satisfaction' },
    unit: 'share',
    counts: ['rated_content'],
    outOf: ['rated'],
    countsOn: 'rating',
    better: 'more',
    explained: {
      zh: '期内评价或回访的事项中得四星、五星的比例。每件只计最近一次。',
      en: 'Of the matters rated or called back in the period, how many got four or five stars. Of each matter the newest answer counts.',
    },
  },
  solved_in_grid: {
    words: { zh: '网格内解决率', en: 'Solved in the grid' },
    unit: 'share',
    counts: ['solved_in_grid'],
    outOf: ['closed'],
    countsOn: 'report',
    better: 'more',
    explained: {
      zh: '期内上报、已办结的事项中由网格员当场解决的比例。',
      en: 'Of the matters reported in the period and closed, how many a grid worker solved on the spot.',
    },
  },
  rework: {
    words: { zh: '返工率', en: 'Rework' },
    unit: 'share',
    counts: ['reworked'],
    outOf: ['reported'],
    without: ['withdrawn', 'merged', 'refused'],
    countsOn: 'report',
    better: 'less',
    explained: {
      zh: '期内上报的事项中核查未通过、返工过的比例。',
      en: 'Of the matters reported in the period, how many failed the look on site at least once.',
    },
  },
  reopened: {
    words: { zh: '重办率', en: 'Reopened' },
    unit: 'share',
    counts: ['reopened'],
    outOf: ['reported'],
    without: ['withdrawn', 'merged', 'refused'],
    countsOn: 'report',
    better: 'less',
    explained: {
      zh: '期内上报的事项中因未解决或不满意而重新办理的比例。',
      en: 'Of the matters reported in the period, how many were opened again because they were not solved or not well.',
    },
  },
  returned: {
    words: { zh: '回退率', en: 'Given back' },
    unit: 'share',
    counts: ['returned'],
    outOf: ['dispatched'],
    countsOn: 'dispatch',
    better: 'less',
    explained: {
      zh: '期内派出的派单中被同意退回的比例。',
      en: 'Of the assignments dispatched in the period, how many were given back with the desk’s consent.',
    },
  },
  supervised: {
    words: { zh: '被督办', en: 'Supervised' },
    unit: 'count',
    counts: ['supervised'],
    countsOn: 'report',
    better: 'less',
    explained: { zh: '期内上报的事项中发过督办的数量。', en: 'Of the matters reported in the period, those with a supervision card.' },
  },
  first_response: {
    words: { zh: '首次响应时间', en: 'First response' },
    unit: 'minutes',
    counts: 'response',
    countsOn: 'acceptance',
    better: 'less',
    explained: {
      zh: '从上报到受理的自然时间；列出中位数和九成事项不超过的时间。误差不超过百分之五。',
      en: 'From the report to being accepted, by the clock on the wall: the median, and what nine in ten stay under. Right within a twentieth.',
    },
  },
  handling_time: {
    words: { zh: '办理时间', en: 'Handling time' },
    unit: 'minutes',
    counts: 'handling',
    countsOn: 'handling',
    better: 'less',
    explained: {
      zh: '从上报到办完的自然时间；列出中位数和九成事项不超过的时间。误差不超过百分之五。',
      en: 'From the report to being handled, by the clock on the wall: the median, and what nine in ten stay under. Right within a twentieth.',
    },
  },
})
export type FigureId = keyof typeof figureDefinitions
export const figureIds = Object.keys(figureDefinitions) as FigureId[]

/** With fewer matters than this a rate is shown, but ranked by nobody (domain.md §5). */
export const leastRanked = 30
