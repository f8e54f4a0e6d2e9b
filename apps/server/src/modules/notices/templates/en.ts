import type { TemplateBook } from './template.ts'

/** English, sentence for sentence like `zh.ts`. */
export const en: TemplateBook = {
  events: {
    matter_reported: { any: { title: 'New report', text: 'A new report, {what} ({number}), waits for you to accept it' } },
    matter_accepted: {
      any: { title: 'Accepted', text: 'Your report, {what} ({number}), was accepted[; it should be done by {promisedAt}]' },
    },
    matter_refused: {
      any: { title: 'Not taken on', text: 'Your report, {what} ({number}), was not taken on[: {reason}]. Open it to see who can help' },
    },
    matter_dispatched: {
      any: { title: 'Sent out', text: 'Your report, {what} ({number}), went to {organisation}[; it should be done by {promisedAt}]' },
    },
    assignment_dispatched: {
      any: { title: 'New assignment', text: '{what} ({number}) was sent to your organisation[; please claim it by {dueAt}]' },
    },
    assignment_returned: { any: { title: 'Returned', text: '{what} ({number}) was returned by {organisation}; it needs somebody else' } },
    matter_to_verify: { any: { title: 'To verify', text: '{what} ({number}) is done and waits for you to go and look' } },
    matter_to_rework: { any: { title: 'To do again', text: '{what} ({number}) failed the check and must be done again' } },
    matter_to_rate: { any: { title: 'Please rate', text: 'Your report, {what} ({number}), is done. Please say whether it is solved' } },
    matter_reopened: {
      reporter: { title: 'Reopened', text: 'Your report, {what} ({number}), was sent back to be done again' },
      any: { title: 'To do again', text: '{what} ({number}): the reporter says it is not solved; it must be done again' },
    },
    matter_solved_on_spot: { any: { title: 'Solved', text: 'Your report, {what} ({number}), was solved on the spot by the grid worker' } },
    spot_solution_sampled: { any: { title: 'Second look', text: '{what} ({number}) was solved on the spot and drawn for a second look' } },
    question_asked: { any: { title: 'A question', text: 'We need a little more about your report, {what} ({number}). Open it to answer' } },
    question_answered: { any: { title: 'Answered', text: '{what} ({number}): the reporter has answered; you can go on' } },
    matter_withdrawn: { any: { title: 'Withdrawn', text: '{what} ({number}) was withdrawn by the reporter; nothing is left to do' } },
    matter_appealed: { any: { title: 'Appeal', text: '{what} ({number}): the reporter appeals against the refusal; please look again' } },
    matter_merged: {
      reporter: { title: 'Merged', text: 'Your report, {what} ({number}), is handled together with the same matter[, {mainNumber}]' },
      any: { title: 'Merged', text: '{what} ({number}) was merged[ into {mainNumber}]' },
    },
    matter_escalated: {
      reporter: { title: 'Passed up', text: 'Your report, {what} ({number}), was passed to the level above for help' },
      any: { title: 'Passed up to you', text: '{what} ({number}) was passed up to you; please accept it' },
    },
    matter_sent_down: {
      reporter: { title: 'Passed on', text: 'Your report, {what} ({number}), was passed to your street or community' },
      any: { title: 'Sent down to you', text: '{what} ({number}) was sent down to you; please accept it' },
    },
    whistle_blown: { any: { title: 'Whistle', text: '{what} ({number}): you are called to come and sign in[ by {dueAt}]' } },
    whistle_answered: { any: { title: 'Signed in', text: '{what} ({number}): [{organisation}: ]signed in on the spot' } },
    return_agreed: { any: { title: 'Return agreed', text: '{what} ({number}): your return was agreed; it is no longer yours' } },
    return_insisted: { any: { title: 'Return declined', text: '{what} ({number}): your return was not agreed; please go on' } },
    extension_asked: {
      any: { title: 'Extension asked', text: '{what} ({number}): more time is asked for[ ({days} days)]; please decide' },
    },
    extension_granted: {
      any: { title: 'Extension granted', text: '{what} ({number}): more time was granted[ ({days} days)][; it is due by {dueAt}]' },
    },
    extension_refused: { any: { title: 'Extension refused', text: '{what} ({number}): more time was not granted; the limit stays' } },
    suspension_asked: { any: { title: 'Suspension asked', text: '{what} ({number}): to be put off[ until {planDate}]; please decide' } },
    suspension_granted: {
      reporter: { title: 'Put off', text: 'Your report, {what} ({number}), cannot be done now and is planned[; work goes on {planDate}]' },
      any: { title: 'Put off', text: '{what} ({number}) was put off[ until {planDate}]' },
    },
    suspension_refused: { any: { title: 'Suspension refused', text: '{what} ({number}) may not be put off; please go on' } },
    matter_resumed: {
      reporter: { title: 'Taken up again', text: 'Your report, {what} ({number}), is taken up again[; it should be done by {promisedAt}]' },
      any: { title: 'Taken up again', text: '{what} ({number}) is taken up again' },
    },
    progress_told: {
      reporter: { title: 'Progress', text: 'There is news about your report, {what} ({number})' },
      any: { title: 'Progress', text: 'There is news about {what} ({number})' },
    },
    limit_near: { any: { title: 'Due soon', text: '{what} ({number}) is due soon[: {clock}][, by {dueAt}]' } },
    limit_passed: { any: { title: 'Overdue', text: '{what} ({number}) is overdue[: {clock}][, was due {dueAt}]' } },
    supervision_raised: { any: { title: 'Supervision', text: '{what} ({number}) got [{level}] supervision[; answer by {answerBy}]' } },
    supervision_answered: { any: { title: 'Supervision answered', text: '{what} ({number}): the supervision was answered' } },
    matter_reminded: { any: { title: 'Reminder', text: '{what} ({number}): the reporter asks to hurry' } },
    date_moved: {
      reporter: { title: 'New date', text: 'Your report, {what} ({number}), should now be done by {promisedAt}[ ({because})]' },
      any: { title: 'New date', text: '{what} ({number}): the promised date is now {promisedAt}[ ({because})]' },
    },
    matter_closed: {
      reporter: { title: 'Closed', text: 'Your report, {what} ({number}), is closed. Thank you' },
      any: { title: 'Closed', text: '{what} ({number}) is closed' },
    },
    matter_joined: {
      reporter: { title: 'Reported by others', text: 'Somebody else reported {what} ({number}) as well' },
      any: { title: 'Reported again', text: 'Somebody else reported the same: {what} ({number})' },
    },
    task_issued: { any: { title: 'New task', text: 'You have a new task ({number})[, due {dueAt}]' } },
    task_finished: { any: { title: 'Task finished', text: 'Task {number} is finished and waits for your check' } },
    task_checked: { any: { title: 'Task checked', text: 'Task {number} was checked' } },
    task_declined: { any: { title: 'Task declined', text: 'Task {number} was declined; please arrange it otherwise' } },
    task_cancelled: { any: { title: 'Task cancelled', text: 'Task {number} was cancelled; nothing more is to be done' } },
    assignment_revoked: { any: { title: 'Taken back', text: '{what} ({number}) was taken back; it is no longer yours' } },
    matter_unmerged: {
      reporter: { title: 'On its own', text: 'Your report, {what} ({number}), is handled on its own again' },
      any: { title: 'On its own', text: '{what} ({number}) is on its own again; please go on' },
    },
    matter_suspended: {
      any: { title: 'Put off', text: 'Your report, {what} ({number}), cannot be done now and is planned[; work goes on {planDate}]' },
    },
    question_waiting: { any: { title: 'We wait for you', text: 'Your report, {what} ({number}), waits for your answer[ until {dueAt}]' } },
    supervision_climbed: {
      any: { title: 'Supervision', text: '{what} ({number}): the supervision has come up to you[; answer due {answerBy}]' },
    },
    dispute_to_mediate: { any: { title: 'To mediate', text: 'Dispute {number} waits for your organisation to mediate' } },
    errand_entrusted: { any: { title: 'New errand', text: 'Errand {number} waits for you to take it' } },
    errand_accepted: { any: { title: 'Errand taken', text: 'Your errand ({number}) was taken and is being done' } },
    errand_papers_missing: { any: { title: 'Papers missing', text: 'Your errand ({number}) needs more papers. Open it to see which' } },
    errand_delivered: { any: { title: 'Errand done', text: 'Your errand ({number}) is done and delivered. Please rate it' } },
    wish_collected: { any: { title: 'New wish', text: 'Wish {number} waits for your review' } },
    wish_claimed: { any: { title: 'Wish claimed', text: 'Somebody has taken on your wish ({number})' } },
    second_factor_removed: {
      any: {
        title: 'Second factor removed',
        text: 'The security administrator removed your second factor. If you did not ask for it, tell them at once',
      },
    },
    work_handed_over: {
      any: { title: 'Work handed over', text: '[{what} ({number}) is yours to go on with][{count} open matters are yours to go on with]' },
    },
    surge_found: {
      any: {
        title: 'More than usual',
        text: '{what} is reported more than usual[: {count}][, where about {expected} are usual]. See what is behind it',
      },
    },
    hot_spot_found: {
      any: {
        title: 'Gathers at one place',
        text: '{what} gathers at one place[: {count} in two weeks][, where about {expected} are usual]. See what is behind it',
      },
    },
    repeat_found: {
      any: { title: 'Back again', text: '{what} is back at the same place[: {count} times now]. See what would end it' },
    },
    report_ready: {
      any: { title: 'Report ready', text: 'The report of {area} for {month} is ready; download it under Reports and exports' },
    },
    export_ready: { any: { title: 'Export ready', text: 'What you exported is ready; download it under Reports and exports' } },
    wish_claim_lapsed: { any: { title: 'Claim lapsed', text: 'The claim of wish {number} has lapsed; it needs somebody else' } },
  },
  unknown: { title: 'News', text: 'There is news about {what} ({number})' },
  matter: 'a matter',
  test: { title: 'Test message', text: 'This is a test. You can be told this way' },
  code: { title: 'Your code', text: 'Your code is {code}. It is valid for 15 minutes; tell it to nobody' },
  digest: { title: '{count} notices', more: 'You have {count} notices. Open Linli to read them' },
  mail: { greeting: 'Hello,', link: 'Read more: {link}', footer: 'You can turn these mails off in your notice settings.', sender: 'Linli' },
  codes: {
    reason: {
      not_within_jurisdiction: 'it is not for this place to decide',
      private_dispute: 'it is a private dispute',
      no_such_place: 'the place could not be found',
      already_solved: 'it is solved already',
      not_a_matter: 'it is not something we handle',
      no_answer: 'no answer came to our question',
    },
    clock: {
      accept: 'accept',
      dispatch: 'dispatch',
      claim: 'claim',
      arrive: 'arrive',
      handle: 'handle',
      verify: 'verify',
      rate: 'rate',
      supervision_answer: 'answer to supervision',
      answer_supervision: 'answer to supervision',
    },
    level: { ordinary: 'ordinary', yellow: 'yellow card', red: 'red card' },
    because: {
      extended: 'more time was granted',
      suspended: 'it was put off',
      resumed: 'it was taken up again',
      paused: 'the clock was paused',
      category: 'another category',
      category_changed: 'another category',
      severity: 'another severity',
      severity_changed: 'another severity',
      calendar: 'the calendar changed',
      calendar_changed: 'the calendar changed',
      limit: 'the limit changed',
      limit_changed: 'the limit changed',
      limits_changed: 'the limits changed',
      reworked: 'it is done again',
      rework: 'it is done again',
      waited_for_answer: 'we waited for an answer',
      extension_granted: 'more time was granted',
      suspension_over: 'it was taken up again',
      reopened: 'it was reopened',
    },
  },
  dates: {
    locale: 'en-GB',
    day: { month: 'short', day: 'numeric' },
    time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  },
}
