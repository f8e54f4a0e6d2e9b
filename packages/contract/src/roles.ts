/** What a post can be. Meanings: docs/glossary.md; rights: `permissionsOfRole` and each kind's table. */
export const roles = [
  'grid_worker',
  'honorary_worker',
  'desk_clerk',
  'supervisor',
  'dispatcher',
  'handler',
  'rule_keeper',
  'system_administrator',
  'security_administrator',
  'audit_administrator',
] as const
export type Role = (typeof roles)[number]

/** Roles whose post is at an area. */
export const areaRoles: readonly Role[] = ['grid_worker', 'desk_clerk', 'supervisor']
/** Roles whose post is at an organisation. The remaining roles may be at either; at an organisation they count for the whole city. */
export const organisationRoles: readonly Role[] = ['dispatcher', 'handler']
/** Of these one person holds at most one kind at a time (quality.md §3). */
export const administratorRoles: readonly Role[] = ['system_administrator', 'security_administrator', 'audit_administrator']

export const permissions = [
  'areas.read',
  'areas.write',
  'people.read',
  'people.write',
  'people.secure',
  'matters.report_for_others',
  'matters.list',
  'calls.take',
  'rules.read',
  'rules.write',
  'settings.read',
  'settings.write',
  'supervision.read',
  'figures.read',
  'alerts.read',
  'alerts.handle',
  'evaluations.read',
  'evaluations.rubrics',
  'evaluations.review',
  'audit.read',
] as const
export type Permission = (typeof permissions)[number]

/**
 * The one place that says what a role grants beyond single matters.
 * The three administrators (system, security, audit) read no matters (quality.md §3).
 */
export const permissionsOfRole: Record<Role, readonly Permission[]> = {
  grid_worker: ['areas.read', 'matters.list', 'matters.report_for_others'],
  // They report like residents, with their role; what they see of a matter is what its reporter sees.
  honorary_worker: [],
  desk_clerk: [
    'areas.read',
    'people.read',
    'matters.list',
    'matters.report_for_others',
    'calls.take',
    'rules.read',
    'supervision.read',
    'figures.read',
    'alerts.read',
    'alerts.handle',
    'evaluations.read',
  ],
  supervisor: [
    'areas.read',
    'people.read',
    'matters.list',
    'rules.read',
    'supervision.read',
    'figures.read',
    'alerts.read',
    'alerts.handle',
    'evaluations.read',
    'evaluations.review',
  ],
  dispatcher: ['areas.read', 'people.read', 'matters.list', 'rules.read', 'evaluations.read'],
  handler: ['areas.read', 'matters.list'],
  rule_keeper: ['areas.read', 'people.read', 'rules.read', 'rules.write', 'evaluations.read', 'evaluations.rubrics'],
  system_administrator: ['areas.read', 'areas.write', 'people.read', 'people.write', 'settings.read', 'settings.write'],
  security_administrator: ['areas.read', 'people.read', 'people.write', 'people.secure'],
  audit_administrator: ['areas.read', 'audit.read'],
}
