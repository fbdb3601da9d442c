/** Refusals of billing about handing documents over to the ledger, and about its answers. */
export const postingErrors = {
  BILLING_HANDOVER_RUNS: {
    status: 409,
    says: 'Documents are being handed over to the ledger right now.',
    next: 'Wait until that is done; `daybook post report --month YYYY-MM` shows the outcome.',
  },
  BILLING_LEDGER_NOT_CONFIGURED: {
    status: 409,
    says: 'No ledger web service is configured.',
    next:
      'Set DAYBOOK_LEDGER_URL and DAYBOOK_LEDGER_NAMESPACE; or import the files of the outbox, folder `ledger`, and ' +
      'record the answers with `daybook post acknowledge` or `daybook post answers`.',
  },
  BILLING_ANSWERS_UNNAMED: {
    status: 422,
    says: 'The location of the ledger answers is not configured.',
    next: 'Name files or a folder, or set DAYBOOK_LEDGER_ANSWERS to the folder the ledger writes them to.',
  },
  BILLING_ANSWER_NOT_HELD: {
    status: 404,
    says: 'No answer of the ledger with the number {number} is held back.',
    next: 'Run `daybook post held`.',
  },
} as const;
