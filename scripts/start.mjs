// npm start: installs, builds and runs the server with the demo city.
import { buildFrontEnds, hand, installPackages } from './bootstrap.mjs'

installPackages()
buildFrontEnds()
hand('apps/server/src/main.ts', process.argv.slice(2))
