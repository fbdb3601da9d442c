/** Refusals of the administration of job codes, groups and job profiles. */
export const jobsErrors = {
  JOBS_TITLE_INVALID: {
    status: 400,
    says: '"{title}" is no title.',
    next: 'Take 1 to 100 characters, none of them @ or =.',
  },
  JOBS_COUNT_INVALID: {
    status: 400,
    says: '{count} job codes are named, and a change takes 1 to 100; nothing was changed.',
    next: 'Name them in several commands: `daybook jobs list` shows the codes.',
  },
  JOBS_GIVEN_TWICE: {
    status: 400,
    says: 'Job codes are named twice, and nothing was changed: {codes}.',
    next: 'Name each once.',
  },
  JOBS_CODE_UNKNOWN: {
    status: 404,
    says: 'There is no job code {code}.',
    next: 'See `daybook jobs list`; a code is known once a labor file or Workday has brought it.',
  },
  JOBS_CODE_INACTIVE: {
    status: 409,
    says: 'Job code {code} is no longer used.',
    next: 'Take another, or bring it back first: `daybook jobs restore {code}`.',
  },
  JOBS_GROUP_UNKNOWN: {
    status: 404,
    says: 'There is no job group "{title}".',
    next: 'See `daybook jobs groups`, or make it: `daybook jobs groups add "{title}"`.',
  },
  JOBS_GROUP_TAKEN: {
    status: 409,
    says: 'There is a job group "{title}" already.',
    next: 'Take another title; upper and lower case are the same.',
  },
  JOBS_GROUP_RETIRED: {
    status: 409,
    says: 'Job group "{title}" is retired.',
    next: 'Take another, or bring it back first: `daybook jobs groups restore "{title}"`.',
  },
  JOBS_GROUP_IN_USE: {
    status: 409,
    says: 'Job group "{title}" has codes that are in use: {codes}.',
    next: 'Move them to another group with `daybook jobs assign`, or retire them: `daybook jobs retire {codes}`.',
  },
  JOBS_PROFILE_UNKNOWN: {
    status: 404,
    says: 'No file has brought a job profile "{profile}".',
    next: 'See `daybook jobs profiles --year YEAR` for those of the payroll budget.',
  },
  JOBS_MAPPING_UNKNOWN: {
    status: 404,
    says: 'Nobody decided on job profile "{profile}" for {where}.',
    next: 'See with `daybook jobs profiles` how it came to its codes.',
  },
} as const;
