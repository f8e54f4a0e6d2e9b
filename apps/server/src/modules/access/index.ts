export {
  type AccountFacts,
  accountActor,
  type Actor,
  type ActorPost,
  halfActor,
  type HalfSignedIn,
  mayAt,
  mayInWholeCity,
  receiptActor,
  strangerAt,
  systemActor,
} from './actor.ts'
