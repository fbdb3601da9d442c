// Revenue workbooks of sites by month.
export const workbookTexts = {
  fileHint: 'The workbook of a site and month, 10<site>REV<year> C<month>.xlsm; several at once',
  site: 'Site',
  customer: 'Customer',
  stage: 'Stage',
  stages: { Waiting: 'Waiting', Ready: 'Ready', Generated: 'Billed' },
  lacks: 'What is missing',
  marked: 'Marked ready',
  table: (month: string): string => `Revenue reports of ${month}`,
  none: (month: string): string => `None of your sites is billed for ${month}.`,
  markedBy: (isReady: boolean, by: string, at: string): string =>
    `${isReady ? 'Marked ready' : 'Taken back'} by ${by}, ${at}`,
  noteOf: (note: string): string => `Note: ${note}`,
  markReady: 'Mark ready',
  marking: (site: string, month: string): string => `Site ${site} is ready to be billed for ${month}`,
  isMarked: (site: string): string => `Site ${site} is marked ready.`,
  note: 'Note',
  noteHint: 'What the reviewer should know; with a note the statement goes to AR review.',
} as const;
