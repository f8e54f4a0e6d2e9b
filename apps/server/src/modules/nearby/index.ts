export { nearbyRoutes } from './nearby.routes.ts'
