import type pg from 'pg'
import type { City } from './modules/cities/index.ts'
import { collectOrphans, type FileTools, processFile, processWaitingFiles } from './modules/files/index.ts'
import { fireDue, type MatterTools, recomputeClocks } from './modules/matters/index.ts'
import { consoleChannel, forgetOldAttempts, forgetOldSessions } from './modules/people/index.ts'
import { forgetOldAnswers } from './platform/idempotency.ts'
import type { Logger } from './platform/log.ts'
import { startWorker } from './platform/queue.ts'
import type { PersonalDataKeys } from './platform/secrets.ts'

declare module './platform/queue.ts' {
  interface Jobs {
    fire_due_clocks: unknown
    recompute_clocks: { because: string }
    forget_old: unknown
    process_waiting_files: unknown
    collect_orphan_files: unknown
  }
}

export interface BackgroundOptions {
  tools: MatterTools
  files: FileTools
  connection: pg.PoolConfig
  keys: PersonalDataKeys
  city: City
  log: Logger
}

/** Starts what happens by itself: text messages, what a limit or a window brings when its time has come, forgetting what need not be kept. */
export async function startBackgroundWork({
  tools,
  files,
  connection,
  keys,
  city,
  log,
}: BackgroundOptions): Promise<{ stop(): Promise<void> }> {
  const textMessages = consoleChannel(log)
  return startWorker({
    connection,
    city: tools.db.city,
    log,
    handlers: {
      async send_text_message({ phoneCipher, text }) {
        if (!city.demo) throw new Error('No channel for text messages is set up in this city')
        await textMessages.send({ phone: keys.decrypt(Buffer.from(phoneCipher, 'base64')), text })
      },
      async fire_due_clocks() {
        await fireDue(tools)
      },
      async recompute_clocks({ because }) {
        await tools.books.deadlines.refresh()
        await recomputeClocks(tools, because)
      },
      async process_file({ fileId }) {
        await processFile(files, fileId)
      },
      async process_waiting_files() {
        await processWaitingFiles(files)
      },
      async collect_orphan_files() {
        const collected = await collectOrphans(files)
        log.info({ collected }, 'orphan files were collected')
      },
      async forget_old() {
        const now = tools.clock.now()
        await forgetOldAnswers(tools.db.read, now)
        await forgetOldAttempts(tools.db, now)
        await forgetOldSessions(tools.db.read, now)
      },
    },
    // What was due while the server was down is done at the first run after it is back.
    crontab:
      '* * * * * fire_due_clocks ?fill=1d\n17 3 * * * forget_old\n*/5 * * * * process_waiting_files\n43 * * * * collect_orphan_files',
  })
}
