import { queryOptions } from '@tanstack/react-query';
import { read } from './client.ts';

/** A statement as `GET /statements` lists it. */
export interface StatementRow {
  readonly statement_id: string;
  readonly site: string;
  readonly customer_name: string;
  readonly month: string;
  readonly cycle: string | null;
  readonly version: number;
  readonly state: string;
  readonly age_days: number;
  readonly total: string;
  readonly expected: string | null;
  readonly posted: string | null;
  readonly invoiced: string | null;
  readonly deviation: string | null;
  readonly deviation_percent: string | null;
  readonly made_by: string;
  readonly is_standing: boolean;
  readonly district: string | null;
  readonly manager: string | null;
  readonly district_manager: string | null;
  readonly due_on: string | null;
  readonly open_amount: string | null;
  readonly payment: string | null;
  readonly is_disputed: boolean;
  readonly outdated: string | null;
}

/** What a list of statements is asked for. */
export interface StatementsAsked {
  readonly month?: string;
  readonly site?: string;
}

/** Statements of a month or of a site. */
export const statementsQuery = (asked: StatementsAsked) =>
  queryOptions({
    queryKey: ['statements', asked],
    queryFn: ({ signal }) => read<readonly StatementRow[]>('/statements', { ...asked }, signal),
  });
