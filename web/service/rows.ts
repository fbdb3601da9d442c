/** Rows of the data service, by set, with decimals as text. Generated from its metadata by `npm run db:dump`. */
export interface Rows {
  /** The audit trail, limited to what the caller may read; an entry shows a column only with the right to read it. */
  readonly audit_entries: {
    readonly position: string;
    readonly chained_at: string | null;
    readonly recorded_at: string | null;
    readonly kind: string | null;
    readonly relation: string | null;
    readonly row_key: string | null;
    readonly changes: string | null;
    readonly site_id: string | null;
    readonly person_id: string | null;
    readonly actor: string | null;
    readonly acting_roles: readonly string[] | null;
    readonly reason: string | null;
    readonly request_id: string | null;
    readonly hash: string | null;
    readonly who: string | null;
    readonly record: string | null;
  };
  /** Roles of each person today. */
  readonly effective_roles: {
    readonly person_id: string;
    readonly role: string;
    readonly origin: string | null;
    readonly valid_to_on: string | null;
  };
  /** Loads that rows come from. */
  readonly loads: {
    readonly batch_id: string;
    readonly source: string | null;
    readonly feed: string | null;
    readonly file_name: string | null;
    readonly received_at: string | null;
    readonly effective_on: string | null;
    readonly state: string | null;
  };
  /** People and services that may sign in (personal data). */
  readonly people: {
    readonly person_id: string;
    readonly user_id: string | null;
    readonly display_name: string | null;
    readonly origin: string | null;
    readonly is_enabled: boolean | null;
    readonly disabled_reason: string | null;
    readonly last_seen_at: string | null;
    readonly created_at: string | null;
  };
  /** The rights matrix. */
  readonly privileges: {
    readonly role: string;
    readonly object: string;
    readonly action: string;
    readonly scope: string | null;
    readonly note: string | null;
  };
  /** The P&L of each site by month and row: budget, forecast, actual once closed, and trend. */
  readonly profit_and_losses: {
    readonly site_id: string;
    readonly plan_month: string;
    readonly line: string;
    readonly budget: string | null;
    readonly forecast: string | null;
    readonly actual: string | null;
    readonly trend: string | null;
    readonly variance: string | null;
    readonly source: string | null;
    readonly run_id: string | null;
  };
  /** Role assignments. */
  readonly role_assignments: {
    readonly role_assignment_id: string;
    readonly person_id: string | null;
    readonly role: string | null;
    readonly place_kind: string | null;
    readonly place: string | null;
    readonly valid_from_on: string | null;
    readonly valid_to_on: string | null;
    readonly reason: string | null;
    readonly assigned_by: string | null;
    readonly assigned_at: string | null;
    readonly ended_at: string | null;
    readonly ended_by: string | null;
    readonly ended_reason: string | null;
  };
}

/** The sets that a row of a set leads to, one row of each. */
export interface Ways {
  readonly audit_entries: { readonly person: 'people' };
  readonly effective_roles: { readonly person: 'people' };
  readonly role_assignments: { readonly effective_role: 'effective_roles'; readonly person: 'people' };
}
