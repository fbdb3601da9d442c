/** Refusals of the questions. */
export const warehouseErrors = {
  WAREHOUSE_QUESTION_UNKNOWN: {
    status: 404,
    says: 'There is no question {question}.',
    next: 'Ask one of: {questions}.',
  },
  WAREHOUSE_PARAMETER_MISSING: {
    status: 400,
    says: '{question} needs --{parameter}.',
    next: 'Add --{parameter}: it takes {takes}, for example --{parameter} {example}.',
  },
  WAREHOUSE_PARAMETER_INVALID: {
    status: 400,
    says: '--{parameter} is "{value}"; it takes {takes}.',
    next: 'Write it like --{parameter} {example}.',
  },
  WAREHOUSE_PARAMETER_UNKNOWN: {
    status: 400,
    says: '{question} does not take --{parameter}.',
    next: 'Leave it out; it takes {parameters}.',
  },
  WAREHOUSE_SITE_UNKNOWN: {
    status: 404,
    says: 'The warehouse does not know site {site}.',
    next: 'Check the number. A new site arrives with the site list: load master_non_financial, then ask again.',
  },
} as const;
