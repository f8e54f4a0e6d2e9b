import { findFileFaults } from '../../modules/files/index.ts'
import type { Check } from './check.ts'

/** Rows and stored bytes belong together, and a sample of files has not changed. */
export const files: Check = ({ db, fileStore, now }) => findFileFaults(db, fileStore, now)
