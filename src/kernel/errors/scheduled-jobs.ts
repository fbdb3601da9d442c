/** Refusals of jobs that run by themselves, their schedules and runs. */
export const scheduledJobsErrors = {
  SCHEDULE_JOB_UNKNOWN: {
    status: 404,
    says: 'There is no scheduled job {job}.',
    next: 'Choose one of `daybook schedule list`.',
  },
  SCHEDULE_TIMES_UNREADABLE: {
    status: 422,
    says: '{text} is not a cron expression: {cause}.',
    next: 'Write minute, hour, day of the month, month and weekday, such as "0 2 * * *" for daily at 02:00.',
  },
  SCHEDULE_ZONE_UNKNOWN: {
    status: 422,
    says: '{zone} is not a time zone.',
    next: 'Write its IANA name, such as America/New_York.',
  },
  SCHEDULE_CAUSE_UNKNOWN: {
    status: 422,
    says: '{job} cannot wait for {cause}: there is no such job or feed.',
    next: 'Name a job of `daybook schedule list`, or a load by its feed, such as feed:budget_final.',
  },
  SCHEDULE_IN_A_CIRCLE: {
    status: 422,
    says: '{job} cannot wait for {cause}, which waits for {job} itself.',
    next: 'Leave one of them out of what the other waits for.',
  },
  SCHEDULE_WINDOW_EMPTY: {
    status: 422,
    says: 'The window of {job} ends when it begins.',
    next: 'Give two different times of day, such as 02:00-06:00.',
  },
  SCHEDULE_PACE_FIXED: {
    status: 422,
    says: '{job} runs continuously and has no times of its own.',
    next: 'Set the seconds between its turns, or pause it.',
  },
  SCHEDULE_NO_PACE: {
    status: 422,
    says: '{job} does not run continuously, so there are no seconds between turns to set.',
    next: 'Set its times as a cron expression.',
  },
  REPORT_NOT_BEGUN: {
    status: 400,
    says: 'The {period} from {day} has not begun: today is {today}.',
    next: 'Ask for a day up to today.',
  },
  RUN_UNKNOWN: {
    status: 404,
    says: 'There is no run {run}.',
    next: 'Choose one of `daybook runs`.',
  },
  RUN_OVER: {
    status: 409,
    says: 'Run {run} of {job} is over ({state}) and cannot be cancelled.',
    next: 'Start another run with `daybook runs again {run}` if it should be done again.',
  },
  RUN_WAITS_ALREADY: {
    status: 409,
    says: 'Run {run} of {job} is {state} already.',
    next: 'Wait until it is done: `daybook runs show {run}`.',
  },
  RUN_OF_CONTINUOUS_JOB: {
    status: 422,
    says: '{job} runs continuously, so there is nothing to start.',
    next: 'See its newest runs with `daybook runs --job {job}`.',
  },
} as const;
