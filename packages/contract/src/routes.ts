import * as areas from './areas.ts'
import * as categories from './categories.ts'
import * as live from './live.ts'
import * as matters from './matters.ts'
import * as notices from './notices.ts'
import * as people from './people.ts'
import type { RouteDefinition } from './route.ts'
import * as sessions from './sessions.ts'
import * as system from './system.ts'

/** Every route of the product, once. Server, client, API document and the permission test come from it. */
export const routes = {
  getCity: system.getCity,
  signIn: sessions.signIn,
  askPhoneCode: sessions.askPhoneCode,
  signInByPhone: sessions.signInByPhone,
  signInByReceipt: sessions.signInByReceipt,
  getMe: sessions.getMe,
  signOut: sessions.signOut,
  listMySessions: sessions.listMySessions,
  endMySession: sessions.endMySession,
  changePassword: sessions.changePassword,
  listLevels: areas.listLevels,
  listAreas: areas.listAreas,
  getArea: areas.getArea,
  getAreaBoundary: areas.getAreaBoundary,
  getAreaHistory: areas.getAreaHistory,
  locatePoint: areas.locatePoint,
  renameArea: areas.renameArea,
  splitArea: areas.splitArea,
  mergeAreas: areas.mergeAreas,
  previewAreaImport: areas.previewAreaImport,
  importAreas: areas.importAreas,
  listOrganisations: people.listOrganisations,
  createOrganisation: people.createOrganisation,
  createStaffAccount: people.createStaffAccount,
  disableAccount: people.disableAccount,
  listPosts: people.listPosts,
  createPost: people.createPost,
  handOverPost: people.handOverPost,
  endPost: people.endPost,
  listCategories: categories.listCategories,
  reportMatter: matters.reportMatter,
  solveOnSpot: matters.solveOnSpot,
  solveReportedOnSpot: matters.solveReportedOnSpot,
  acceptMatter: matters.acceptMatter,
  refuseMatter: matters.refuseMatter,
  dispatchMatter: matters.dispatchMatter,
  claimAssignment: matters.claimAssignment,
  returnAssignment: matters.returnAssignment,
  finishAssignment: matters.finishAssignment,
  verifyMatter: matters.verifyMatter,
  rateMatter: matters.rateMatter,
  listMatters: matters.listMatters,
  countMatters: matters.countMatters,
  getMatter: matters.getMatter,
  proveMatter: matters.proveMatter,
  listNotices: notices.listNotices,
  readNotices: notices.readNotices,
  openStream: live.openStream,
} as const satisfies Record<string, RouteDefinition>

export type Routes = typeof routes
export type RouteId = keyof Routes
