export { type Carrier, httpCarrier, type Sender } from './carrier.ts'
export {
  type AnswerOf,
  type KeptPhoto,
  type KeptRequest,
  type OutboxItem,
  type Owner,
  type Refusal,
  request,
  type Said,
  type SendableRoute,
} from './item.ts'
export { isHeld, memoryStore, type OutboxChange, type OutboxStore } from './outbox-store.ts'
export { Outbox, type OutboxOptions } from './outbox.ts'
export { type Again, type Intention } from './plan.ts'
