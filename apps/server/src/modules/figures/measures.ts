/** What is counted of an area; what each means stands in the contract's registry of figures. The names are the columns. */
export const areaMeasures = [
  'reported',
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
