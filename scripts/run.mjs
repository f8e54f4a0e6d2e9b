// Runs a TypeScript program of the project: node scripts/run.mjs FILE [ARGUMENT …]
import { hand, installPackages } from './bootstrap.mjs'

const [file, ...args] = process.argv.slice(2)
installPackages()
hand(file, args)
