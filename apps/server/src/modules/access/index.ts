export { type AccountFacts, accountActor, type Actor, type ActorPost, mayAt, receiptActor, strangerAt, systemActor } from './actor.ts'
