/** Refusals of the administration of job codes, groups and job profiles. */
export const jobsErrors = {
  JOBS_TITLE_INVALID: {
    status: 400,
    says: '"{title}" is not a valid title.',
    next: 'Use 1 to 100 characters, without @, = and control characters.',
  },
  JOBS_COUNT_INVALID: {
    status: 400,
    says: '{count} job codes were given; a change takes 1 to 100. Nothing was changed.',
    next: 'Split them over several commands; `daybook jobs list` shows the codes.',
  },
  JOBS_GIVEN_TWICE: {
    status: 400,
    says: 'Job codes were given twice, and nothing was changed: {codes}.',
    next: 'Give each code once.',
  },
  JOBS_CODE_UNKNOWN: {
    status: 404,
    says: 'There is no job code {code}.{nearest}',
    next: 'Run `daybook jobs list`; codes arrive with labor files or Workday.',
  },
  JOBS_CODE_INACTIVE: {
    status: 409,
    says: 'Job code {code} is retired.',
    next: 'Use another, or restore it first: `daybook jobs restore {code}`.',
  },
  JOBS_GROUP_UNKNOWN: {
    status: 404,
    says: 'There is no job group "{title}".',
    next: 'Run `daybook jobs groups`, or create it: `daybook jobs groups add "{title}"`.',
  },
  JOBS_GROUP_TAKEN: {
    status: 409,
    says: 'Job group "{title}" already exists.',
    next: 'Use another title; upper and lower case count as the same.',
  },
  JOBS_GROUP_RETIRED: {
    status: 409,
    says: 'Job group "{title}" is retired.',
    next: 'Use another, or restore it first: `daybook jobs groups restore "{title}"`.',
  },
  JOBS_GROUP_IN_USE: {
    status: 409,
    says: 'Job group "{title}" has codes in use: {codes}.',
    next: 'Move them to another group with `daybook jobs assign`, or retire them: `daybook jobs retire {codes}`.',
  },
  JOBS_PROFILE_UNKNOWN: {
    status: 404,
    says: 'No loaded file has a job profile "{profile}".',
    next: 'Run `daybook jobs profiles --year YEAR` for those of the payroll budget.',
  },
  JOBS_MAPPING_UNKNOWN: {
    status: 404,
    says: 'Job profile "{profile}" has no mapping set by hand for {where}.',
    next: 'Run `daybook jobs profiles` to see how its codes were chosen.',
  },
  JOBS_REQUEST_UNKNOWN: {
    status: 404,
    says: 'There is no job group request {id} that you may see.',
    next: 'Run `daybook jobs requests`.',
  },
  JOBS_REQUEST_INVALID: {
    status: 422,
    says: 'The request at site {site} cannot be saved: {problem}.',
    next: 'Run `daybook jobs list --site {site}` for the codes in use there, and send the request again with --reason.',
  },
  JOBS_REQUEST_DECIDED: {
    status: 409,
    says: 'Request {id} is {state}.',
    next: 'Run `daybook jobs requests --open` for pending ones; make a new request for another change.',
  },
  JOBS_REQUEST_OWN: {
    status: 409,
    says: 'Request {id} was made by {user}, who may withdraw it; somebody else decides.',
    next: 'Run `daybook jobs requests` for who requested what.',
  },
  JOBS_REQUEST_FAILED: {
    status: 409,
    says: 'Request {id} can no longer be carried out, and nothing was changed: {codes}.',
    next: 'Restore the codes first (`daybook jobs restore`), or refuse the request with a reason.',
  },
  JOBS_REASON_MISSING: {
    status: 400,
    says: 'A refusal needs a reason.',
    next: 'Add --reason and say why nothing changes.',
  },
} as const;
