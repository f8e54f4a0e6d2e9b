import type pg from 'pg'
import { type Looking, lookHourly, lookNightly } from './modules/alerts/index.ts'
import type { City } from './modules/cities/index.ts'
import { deleteExpiredDocuments, type DocumentTools, orderPlannedReports, startMakingDocuments } from './modules/documents/index.ts'
import { collectOrphans, type FileTools, processFile, processWaitingFiles } from './modules/files/index.ts'
import { awardDue } from './modules/evaluations/index.ts'
import { continueRebuild, foldTallies } from './modules/figures/index.ts'
import {
  fillSearch,
  fireDue,
  giveBackWorkOfLeavers,
  type MatterTools,
  recomputeClocks,
  recomputeUnannounced,
} from './modules/matters/index.ts'
import {
  forgetOldEnvelopes,
  type NextWorkingInstant,
  type OpenChannels,
  sendContactCode,
  startDelivering,
} from './modules/notices/index.ts'
import { consoleChannel, forgetOldAttempts, forgetOldSessions } from './modules/people/index.ts'
import { forgetOldAnswers } from './platform/idempotency.ts'
import type { Logger } from './platform/log.ts'
import { startWorker } from './platform/queue.ts'
import type { PersonalDataKeys } from './platform/secrets.ts'

declare module './platform/queue.ts' {
  interface Jobs {
    fire_due_clocks: unknown
    fold_tallies: unknown
    look_for_surges: unknown
    look_at_yesterday: unknown
    award_due_evaluations: unknown
    recompute_clocks: { because: string }
    recompute_unannounced: unknown
    give_back_work_of_leavers: unknown
    forget_old: unknown
    fill_search: unknown
    process_waiting_files: unknown
    collect_orphan_files: unknown
  }
}

export interface BackgroundOptions {
  tools: MatterTools
  files: FileTools
  documents: DocumentTools
  connection: pg.PoolConfig
  keys: PersonalDataKeys
  city: City
  log: Logger
  channels: OpenChannels
}

/** Starts what happens by itself: telling people, closing when a window ends, forgetting what need not be kept. */
export async function startBackgroundWork(options: BackgroundOptions): Promise<{ stop(): Promise<void> }> {
  const { tools, files, documents, connection, keys, city, log, channels } = options
  const maker = startMakingDocuments(documents)
  const delivering = startDelivering(
    {
      db: tools.db,
      clock: tools.clock,
      keys,
      log,
      channels: channels.byName,
      nextWorking: nextWorkingBy(tools),
    },
    tools.wakeup,
  )
  const looking = (): Looking => ({ db: tools.db, areas: tools.books.areas, now: tools.clock.now() })
  /** Their notices are read with what else has changed. */
  const tellOf = (found: number | null) => {
    if (found) tools.wakeup.signal('matters')
  }
  let isStopping = false
  const worker = await startWorker({
    connection,
    city: tools.db.city,
    log,
    handlers: {
      async send_text_message({ phoneCipher, text, code }) {
        const phone = keys.decrypt(Buffer.from(phoneCipher, 'base64'))
        if (channels.sms && code !== undefined) await channels.sms.sendCode(phone, code)
        else if (city.demo) await consoleChannel(log).send({ phone, text })
        else throw new Error('No channel for text messages is set up in this city')
      },
      async send_contact_code(job) {
        await sendContactCode(channels, keys, job, tools.clock.now())
      },
      async fire_due_clocks() {
        await fireDue(tools)
      },
      async fold_tallies() {
        const { db, books } = tools
        const counted = await continueRebuild({ db, areas: books.areas, goOn: () => !isStopping })
        if (counted !== null) log.info({ counted }, 'all figures were counted anew')
        await foldTallies(db, books.areas)
      },
      async look_for_surges() {
        tellOf(await lookHourly(looking()))
      },
      async look_at_yesterday() {
        tellOf(await lookNightly(looking()))
      },
      async award_due_evaluations() {
        await awardDue({ db: tools.db, clock: tools.clock, books: tools.books })
      },
      async give_back_work_of_leavers() {
        if ((await giveBackWorkOfLeavers(tools.db, tools.clock.now())) > 0) tools.wakeup.signal('matters')
      },
      async recompute_clocks({ because }) {
        await tools.books.deadlines.refresh()
        await recomputeClocks(tools, because)
      },
      async recompute_unannounced() {
        await recomputeUnannounced(tools)
      },
      async fill_search() {
        const filled = await fillSearch(tools.db, keys)
        if (filled > 0) log.info({ filled }, 'matters of before can be found by their words')
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
      async make_documents() {
        await maker.run()
      },
      async order_planned_reports() {
        await orderPlannedReports(documents)
      },
      async delete_expired_documents() {
        await deleteExpiredDocuments(documents)
      },
      async forget_old() {
        const now = tools.clock.now()
        await forgetOldAnswers(tools.db.read, now)
        await forgetOldAttempts(tools.db, now)
        await forgetOldSessions(tools.db.read, now)
        await forgetOldEnvelopes(tools.db, now)
      },
    },
    // What was due while the server was down is done at the first run after it is back.
    crontab: [
      '* * * * * fire_due_clocks ?fill=1d',
      '* * * * * fold_tallies',
      '* * * * * fill_search',
      '7 * * * * look_for_surges ?fill=1h',
      // In UTC: after the city's midnight.
      '23 16 * * * look_at_yesterday ?fill=1d',
      '*/10 * * * * award_due_evaluations ?fill=1d',
      '*/10 * * * * give_back_work_of_leavers',
      '17 3 * * * forget_old',
      '37 3 * * * recompute_unannounced ?fill=1d',
      '*/5 * * * * process_waiting_files',
      '43 * * * * collect_orphan_files',
      // A document whose run died with its process is taken up again.
      '* * * * * make_documents',
      '7 * * * * order_planned_reports ?fill=1d',
      '23 * * * * delete_expired_documents',
    ].join('\n'),
  })
  return {
    async stop() {
      isStopping = true
      await maker.stop()
      await Promise.all([delivering.stop(), worker.stop()])
    },
  }
}

/** By the calendar of the place or organisation somebody works at; an organisation's place is the whole city. */
function nextWorkingBy({ books }: MatterTools): NextWorkingInstant {
  return (at, { areaId, organisationId }) => {
    const areas = books.areas.get()
    const place = (areaId === null ? undefined : areas.get(areaId)) ?? areas.all()[0]
    return books.deadlines.get().nextWorkingInstant(at, { areaPath: place?.path ?? '', organisationId })
  }
}
