import { counted } from './plural.ts';

// Administration: unit accounts of the ledger, and its answers as a file.
export const ledgerTexts = {
  unit: {
    value: 'Units or dollars',
    ready: 'Ready',
    notReady: 'Not ready',
    empty: (month: string): string => `No unit account of ${month}.`,
    post: 'Post unit accounts',
    posting: (month: string): string => `Post the unit accounts of ${month}`,
    preview: 'Preview',
    help: 'Vehicles, revenue and rooms go to the unit accounts of the ledger: all of them or none, once a month.',
    wouldPost: (count: number): string => `${counted(count, 'document')} would be posted:`,
    posted: (count: number): string => `${counted(count, 'document')} posted:`,
    documents: 'Documents of the unit accounts',
    company: 'Company',
    rows: 'Accounts',
    total: 'Total',
  },
  answerFile: {
    send: 'Answers as a file',
    sending: 'Record what the ledger answered, from a file',
    help: 'A CSV with the columns key or document and batch, result (taken or refused) and answer.',
    file: 'File with answers',
    record: 'Record',
    notOne: (name: string): string => `${name} is not a file of answers: it has no column “result”.`,
    wouldRecord: (recorded: number, all: number): string =>
      `${String(recorded)} of ${counted(all, 'answer')} would be recorded.`,
    recorded: (recorded: number, all: number): string =>
      `${String(recorded)} of ${counted(all, 'answer')} recorded.`,
    readBefore: 'These answers were recorded before; nothing changes.',
    others: (unchanged: number, held: number): string =>
      `${String(unchanged)} recorded before, ${String(held)} held back.`,
    heldLine: (line: number, message: string): string => `Line ${String(line)}: ${message}`,
  },
} as const;
