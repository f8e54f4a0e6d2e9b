export {
  type AccountFacts,
  accountActor,
  type Actor,
  type ActorPost,
  mayAt,
  mayInWholeCity,
  receiptActor,
  strangerAt,
  systemActor,
} from './actor.ts'
