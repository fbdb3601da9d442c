/** What the routes of the service answer. Generated from their description by `npm run fix`. */
export interface Answers {
  readonly 'GET /health':
    | {
        readonly status: 'ok';
        readonly version: string;
        readonly migration: number;
        readonly demo_clock?: string;
      }
    | { readonly status: 'database does not answer' };
  readonly 'GET /openapi.json': unknown;
  readonly 'GET /status': unknown;
  readonly 'POST /sign-out': { readonly signed_out: boolean };
  readonly 'GET /me': {
    readonly person: string;
    readonly name: string | null;
    readonly roles: readonly string[];
    readonly rights: readonly {
      readonly object: string;
      readonly action: string;
      readonly is_everywhere: boolean;
    }[];
    readonly sites: number;
    readonly signed_in_by: 'sign-in' | 'client credentials' | 'api key';
    readonly scopes: readonly string[] | null;
    readonly session: {
      readonly session_id: string | null;
      readonly ends_at: string;
      readonly is_stepped_up: boolean;
    };
    readonly limits: {
      readonly requests: number;
      readonly seconds: number;
      readonly concurrent: number;
      readonly window_minutes: number;
    };
    readonly choices: Choices;
    readonly today: string;
    readonly demo_day: string | null;
    readonly operator: {
      readonly name: string;
      readonly accent_color: string;
      readonly currency: string;
      readonly time_zone: string;
    };
  };
  readonly 'PATCH /me/choices': Choices;
  readonly 'POST /me/visits': { readonly since: string };
  readonly 'GET /sessions': readonly {
    readonly session_id: string;
    readonly person_id: string;
    readonly person: string;
    readonly signed_in_by: 'sign-in' | 'client credentials';
    readonly opened_at: string;
    readonly last_used_at: string;
    readonly ends_at: string;
    readonly is_this_one: boolean;
  }[];
  readonly 'DELETE /sessions/:id': { readonly ended: string };
  readonly 'GET /keys': readonly {
    readonly api_key_id: string;
    readonly person_id: string;
    readonly person: string;
    readonly label: string;
    readonly begins_with: string;
    readonly scopes: readonly string[];
    readonly made_at: string;
    readonly ends_at: string;
    readonly last_used_at: string | null;
  }[];
  readonly 'POST /keys': KeysOutcome;
  readonly 'POST /keys/:id/rotate': KeysOutcome;
  readonly 'DELETE /keys/:id': { readonly revoked: string };
  readonly 'POST /logins/:login/claim': ClaimOutcome;
  readonly 'GET /logins': readonly {
    readonly login: string;
    readonly user_id: string;
    readonly created_at: string;
    readonly claim_ends_at: string | null;
    readonly state: 'in use' | 'waiting' | 'expired';
  }[];
  readonly 'POST /logins':
    ClaimOutcome | { readonly login: string; readonly person: string; readonly claim_ends_at: string };
  readonly 'DELETE /logins/:login': { readonly ended: string };
  readonly 'GET /home': {
    readonly as_of: string;
    readonly items: readonly {
      readonly kind:
        | 'alerts'
        | 'statements-blocked'
        | 'statements-in-review'
        | 'statements-to-approve'
        | 'statements-to-send'
        | 'contract-changes'
        | 'forecasts-to-submit'
        | 'forecasts-to-decide'
        | 'quarantined-records'
        | 'stale-feeds'
        | 'access-requests'
        | 'export-requests'
        | 'access-reviews';
      readonly place: string;
      readonly title: string;
      readonly count: number;
      readonly amount: string | null;
      readonly oldest: string | null;
      readonly due_on: string | null;
      readonly is_late: boolean;
      readonly link: string;
    }[];
  };
  readonly 'GET /changes': readonly {
    readonly kind: 'statements' | 'forecasts' | 'contracts' | 'loads';
    readonly state: string;
    readonly count: number;
    readonly sites: readonly string[];
    readonly newest_at: string;
  }[];
  readonly 'GET /not-billed': readonly {
    readonly month: string;
    readonly site: string;
    readonly code: string;
    readonly message: string;
  }[];
  readonly 'GET /search': readonly {
    readonly kind:
      'site' | 'contract' | 'statement' | 'forecast' | 'profit-and-loss' | 'question' | 'setting' | 'person';
    readonly title: string;
    readonly detail: string | null;
    readonly month: string | null;
    readonly link: string;
  }[];
  readonly 'GET /sites': readonly {
    readonly site: string;
    readonly name: string | null;
    readonly status: 'opening' | 'open' | 'closed' | 'not listed';
    readonly street_address: string | null;
    readonly city: string | null;
    readonly state: string | null;
    readonly zip: string | null;
    readonly rooms: string | null;
    readonly spaces: string | null;
    readonly opened_on: string | null;
    readonly closed_on: string | null;
    readonly district: string | null;
    readonly district_manager: string | null;
    readonly account_manager: string | null;
    readonly region: string | null;
    readonly territory: string | null;
    readonly legal_entity: string | null;
    readonly pl_category: string | null;
    readonly cog_segment: string | null;
    readonly business_segment: string | null;
    readonly contract_type: string | null;
    readonly is_deposited_by_operator: boolean | null;
    readonly general: General | null;
  }[];
  readonly 'POST /sites': {
    readonly site: string;
    readonly name: string;
    readonly from: string;
    readonly gl_string: string;
    readonly emails: string;
    readonly recipient: string | null;
    readonly vendor: string | null;
    readonly territory: string | null;
    readonly contract: { readonly is_draft: boolean } | null;
  };
  readonly 'GET /similar-sites': readonly {
    readonly site: string;
    readonly name: string | null;
    readonly other: string;
    readonly other_name: string | null;
    readonly percent: string;
    readonly is_same_address: boolean;
  }[];
  readonly 'GET /sites/:site': {
    readonly site: string;
    readonly name: string | null;
    readonly status: 'opening' | 'open' | 'closed' | 'not listed';
    readonly street_address: string | null;
    readonly city: string | null;
    readonly state: string | null;
    readonly zip: string | null;
    readonly rooms: string | null;
    readonly spaces: string | null;
    readonly opened_on: string | null;
    readonly closed_on: string | null;
    readonly district: string | null;
    readonly district_manager: string | null;
    readonly account_manager: string | null;
    readonly region: string | null;
    readonly territory: string | null;
    readonly legal_entity: string | null;
    readonly pl_category: string | null;
    readonly cog_segment: string | null;
    readonly business_segment: string | null;
    readonly contract_type: string | null;
    readonly is_deposited_by_operator: boolean | null;
    readonly general: General | null;
    readonly fields: readonly Field[];
    readonly history: readonly {
      readonly at: string;
      readonly who: string;
      readonly event:
        'set' | 'back to the list' | 'site list' | 'customer list' | 'contact added' | 'contact ended';
      readonly field: string | null;
      readonly value: string | null;
      readonly reason: string | null;
    }[];
    readonly revision: number | null;
  };
  readonly 'PATCH /sites/:site': {
    readonly site: string;
    readonly changed: readonly Field[];
    readonly revision: number;
  };
  readonly 'POST /sites/:site/close': {
    readonly site: string;
    readonly closed_on: string;
    readonly revision: number;
    readonly open: readonly {
      readonly kind: string;
      readonly subject: string;
      readonly month: string;
      readonly state: string | null;
    }[];
  };
  readonly 'GET /territories': readonly { readonly territory: string; readonly sites: readonly string[] }[];
  readonly 'PUT /sites/:site/territory': {
    readonly site: string;
    readonly before: string | null;
    readonly territory: string | null;
    readonly from: string;
    readonly is_changed: boolean;
  };
  readonly 'GET /contacts': readonly Contact[];
  readonly 'GET /sites/:site/contacts': readonly Contact[];
  readonly 'POST /sites/:site/contacts': { readonly number: string };
  readonly 'POST /contacts/:number/verify': { readonly number: string; readonly site: string };
  readonly 'DELETE /contacts/:number': { readonly number: string; readonly site: string };
  readonly 'GET /statements': readonly {
    readonly statement_id: string;
    readonly site: string;
    readonly customer_name: string | null;
    readonly month: string;
    readonly version: number;
    readonly state: State;
    readonly total: string;
    readonly expected: string | null;
    readonly posted: string | null;
    readonly invoiced: string | null;
    readonly deviation: string | null;
    readonly deviation_percent: string | null;
    readonly made_by: string;
    readonly is_standing: boolean;
    readonly is_disputed: boolean;
    readonly cycle: string;
    readonly age_days: number;
    readonly review_reason: string | null;
    readonly district: string | null;
    readonly manager: string | null;
    readonly district_manager: string | null;
    readonly payment: 'open' | 'past due' | 'paid' | 'paid late' | null;
    readonly due_on: string | null;
    readonly open_amount: string | null;
    readonly days_to_payment: number | null;
    readonly days_late: number | null;
    readonly outdated: Outdated | null;
  }[];
  readonly 'GET /statements/:id': {
    readonly statement_id: string;
    readonly site: string;
    readonly customer_name: string | null;
    readonly month: string;
    readonly version: number;
    readonly state: State;
    readonly total: string;
    readonly expected: string | null;
    readonly posted: string | null;
    readonly invoiced: string | null;
    readonly deviation: string | null;
    readonly deviation_percent: string | null;
    readonly made_by: string;
    readonly is_standing: boolean;
    readonly is_disputed: boolean;
    readonly change_number: number;
    readonly run_id: string;
    readonly expected_from: 'forecast' | 'budget' | null;
    readonly invoices: readonly {
      readonly number: string;
      readonly group: number;
      readonly title: string | null;
      readonly description: string | null;
      readonly invoice_on: string;
      readonly due_on: string | null;
      readonly payment_terms: string;
      readonly amount: string;
      readonly lines: readonly {
        readonly line_id: string;
        readonly component: string;
        readonly item_type: string | null;
        readonly title: string;
        readonly description: readonly string[];
        readonly code: string;
        readonly amount: string;
        readonly is_client_paid: boolean;
      }[];
    }[];
    readonly changes: readonly {
      readonly action: string;
      readonly from: string | null;
      readonly to: string;
      readonly at: string;
      readonly by: string;
      readonly reason: string | null;
      readonly line_title: string | null;
      readonly line_amount: string | null;
    }[];
    readonly notices: readonly { readonly code: string; readonly message: string }[];
    readonly marks: readonly {
      readonly is_ready: boolean;
      readonly note: string | null;
      readonly at: string;
      readonly by: string;
      readonly is_of_statement: boolean;
    }[];
    readonly offers: readonly (
      | 'approve'
      | 'send'
      | 'resolve'
      | 'post'
      | 'resend'
      | 'revise'
      | 'send-back'
      | 'reject'
      | 'change-line'
      | 'dispute'
    )[];
  };
  readonly 'POST /statements/approve': ApproveOutcome | StatementApproveOutcome;
  readonly 'POST /statements/reject': ApproveOutcome | StatementApproveOutcome;
  readonly 'POST /statements/send-back': ApproveOutcome | StatementApproveOutcome;
  readonly 'POST /statements/send': SendOutcome | StatementApproveOutcome;
  readonly 'POST /statements/resend': SendOutcome | StatementApproveOutcome;
  readonly 'POST /statements/post': PostOutcome | StatementApproveOutcome;
  readonly 'GET /statements/:number/document': unknown;
  readonly 'GET /statements/:number/reports': readonly {
    readonly kind:
      | 'hours-backup'
      | 'labor-distribution'
      | 'other-expenses'
      | 'tax'
      | 'mix-of-sales'
      | 'parking-department'
      | 'validation';
    readonly title: string;
    readonly period: string;
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
  }[];
  readonly 'GET /statements/:number/reports/:kind': unknown;
  readonly 'GET /outdated-statements': readonly Outdated[];
  readonly 'GET /statement-comparison': readonly {
    readonly site: string;
    readonly statement: string;
    readonly state: string;
    readonly forecast: string | null;
    readonly posted: string | null;
    readonly invoiced: string | null;
    readonly actual: string | null;
    readonly deviation: string | null;
    readonly deviation_percent: string | null;
  }[];
  readonly 'GET /statement-performance': readonly {
    readonly site: string;
    readonly month: string;
    readonly component: string;
    readonly billed: string | null;
    readonly forecast: string | null;
    readonly difference: string | null;
    readonly difference_percent: string | null;
  }[];
  readonly 'GET /statement-lines/:line': {
    readonly line_id: string;
    readonly site: string;
    readonly month: string;
    readonly invoice: string;
    readonly component: string;
    readonly title: string;
    readonly amount: string;
    readonly formula: string;
    readonly contract_version: number;
    readonly contract_file: string | null;
    readonly inputs: readonly Input[];
    readonly hidden: readonly { readonly object: string; readonly inputs: number }[];
  };
  readonly 'GET /statements/:number/comparison': readonly {
    readonly figure: 'expected' | 'posted' | 'invoiced' | 'deviation';
    readonly amount: string | null;
    readonly formula: string;
    readonly inputs: readonly Input[];
    readonly hidden: readonly { readonly object: string; readonly inputs: number }[];
  }[];
  readonly 'GET /daily-revenue': unknown;
  readonly 'POST /daily-revenue/send': {
    readonly day: string;
    readonly recipients: string;
    readonly statements: number;
  };
  readonly 'POST /bill': {
    readonly run_id: string | null;
    readonly statements: readonly Statement[];
    readonly blocked: readonly Blocked[];
    readonly waiting: number;
    readonly once_approved: {
      readonly statements: readonly Statement[];
      readonly blocked: readonly Blocked[];
    } | null;
  };
  readonly 'GET /payments': readonly {
    readonly statement_id: string;
    readonly site: string;
    readonly month: string;
    readonly number: string;
    readonly invoice_on: string;
    readonly due_on: string | null;
    readonly amount: string;
    readonly paid: string;
    readonly credited: string;
    readonly open: string;
    readonly settled_on: string | null;
    readonly days_to_payment: number | null;
    readonly days_late: number | null;
  }[];
  readonly 'GET /payments/unmatched': readonly {
    readonly site: string;
    readonly received_on: string;
    readonly document: string;
    readonly invoice: string;
    readonly kind: 'PAYMENT' | 'CREDIT';
    readonly amount: string;
    readonly why: string;
    readonly statement: string | null;
  }[];
  readonly 'GET /disputes': readonly {
    readonly id: string;
    readonly statement: string;
    readonly site: string;
    readonly month: string;
    readonly group: number | null;
    readonly amount: string | null;
    readonly reason: string;
    readonly opened_at: string;
    readonly opened_by: string;
    readonly days: number;
    readonly resolution: string | null;
    readonly resolved_at: string | null;
    readonly resolved_by: string | null;
  }[];
  readonly 'POST /statements/:number/dispute': { readonly dispute: string };
  readonly 'POST /statements/:number/resolve': { readonly dispute: string };
  readonly 'GET /readiness': readonly {
    readonly site: string;
    readonly customer_name: string | null;
    readonly billing_type: 'Arrears' | 'Advanced';
    readonly is_ready: boolean | null;
    readonly note: string | null;
    readonly marked_at: string | null;
    readonly marked_by: string | null;
    readonly statement_id: string | null;
    readonly state: string | null;
    readonly cycle_state: 'Waiting' | 'Ready' | 'Generated';
    readonly incomplete: readonly {
      readonly kind: string;
      readonly message: string;
      readonly next: string | null;
    }[];
  }[];
  readonly 'POST /readiness': ReadinessOutcome;
  readonly 'POST /statements/:number/lines': {
    readonly site: string;
    readonly month: string;
    readonly statement_id: string;
    readonly state: string;
  };
  readonly 'POST /statements/:number/revise': {
    readonly statement_id: string | null;
    readonly reversals: readonly string[];
  };
  readonly 'GET /postings': {
    readonly postings: readonly {
      readonly key: string;
      readonly statement_id: string | null;
      readonly kind: string;
      readonly document_number: string;
      readonly batch: string;
      readonly site: string;
      readonly debit: string;
      readonly credit: string;
      readonly state: 'pending' | 'acknowledged' | 'failed' | 'unclear' | 'withdrawn' | 'reversed';
      readonly answer: string | null;
    }[];
    readonly unposted: readonly {
      readonly statement_id: string;
      readonly site: string;
      readonly total: string;
    }[];
    readonly attempts: readonly {
      readonly key: string;
      readonly at: string;
      readonly outcome: string;
      readonly said: string | null;
      readonly status: number | null;
    }[];
    readonly units: readonly {
      readonly outcome: 'not ready' | 'posted' | 'failed' | 'acknowledged';
      readonly at: string;
      readonly items: number;
      readonly problems: number;
      readonly recipients: string | null;
    }[];
  };
  readonly 'GET /postings/reconciliation': {
    readonly accounts: readonly {
      readonly site: string;
      readonly month: string;
      readonly account: string;
      readonly posted: string;
      readonly waiting: string;
      readonly ledger: string | null;
      readonly difference: string;
      readonly finding: 'agrees' | 'differs' | 'not loaded';
      readonly explanation: string | null;
      readonly documents: string | null;
    }[];
    readonly differing: number;
  };
  readonly 'POST /postings/retry': RetryOutcome;
  readonly 'POST /postings/acknowledge': { readonly key: string; readonly state: 'acknowledged' | 'failed' };
  readonly 'POST /postings/hand-over': {
    readonly attempts: readonly {
      readonly key: string;
      readonly site: string | null;
      readonly attempt: number;
      readonly is_last: boolean;
      readonly outcome: 'taken' | 'refused' | 'not reached' | 'unclear';
      readonly status: number | null;
      readonly said: string;
    }[];
    readonly is_waiting: boolean;
  };
  readonly 'POST /postings/answers': {
    readonly name: string;
    readonly answers: number;
    readonly recorded: number;
    readonly unchanged: number;
    readonly held: readonly { readonly line: number; readonly message: string }[];
    readonly was_read: boolean;
  };
  readonly 'GET /postings/held': readonly {
    readonly number: string;
    readonly file: string;
    readonly line: number;
    readonly message: string;
    readonly record: Readonly<Record<string, string>>;
  }[];
  readonly 'POST /postings/held/discard': RetryOutcome;
  readonly 'GET /postings/units': {
    readonly accounts: readonly {
      readonly site: string;
      readonly account: string;
      readonly account_string: string | null;
      readonly value: string;
      readonly problem: string | null;
    }[];
    readonly left_out: readonly { readonly site: string; readonly closed_on: string }[];
  };
  readonly 'POST /postings/units': readonly {
    readonly document: string;
    readonly batch: string;
    readonly company: string;
    readonly rows: number;
    readonly total: string;
  }[];
  readonly 'GET /questions': readonly {
    readonly name: string;
    readonly summary: string;
    readonly objects: readonly string[];
    readonly answers: 'figure' | 'rows';
    readonly parameters: readonly {
      readonly name: string;
      readonly description: string;
      readonly is_required: boolean;
      readonly default: string | null;
      readonly choices: readonly string[] | null;
      readonly takes: string;
      readonly example: string;
    }[];
  }[];
  readonly 'GET /ask/:question':
    | {
        readonly question: string;
        readonly parameters: Readonly<Record<string, string>>;
        readonly value: string | null;
        readonly message?: string;
        readonly archived?: readonly string[];
      }
    | {
        readonly question: string;
        readonly parameters: Readonly<Record<string, string>>;
        readonly rows: readonly Readonly<Record<string, string | number | null>>[];
        readonly message?: string;
        readonly archived?: readonly string[];
      };
  readonly 'GET /explain/:question': {
    readonly question: string;
    readonly parameters: Readonly<Record<string, string>>;
    readonly value?: string | null;
    readonly rows: readonly Readonly<Record<string, string | number | null>>[];
    readonly archived?: readonly string[];
  };
  readonly 'GET /batches': { readonly loads: readonly Load[]; readonly next: string | null };
  readonly 'GET /batches/:number': Load;
  readonly 'GET /freshness': readonly {
    readonly source: string;
    readonly as_of: string | null;
    readonly feeds: readonly {
      readonly feed: string;
      readonly title: string;
      readonly as_of: string | null;
      readonly batch_id: string | null;
      readonly file: string | null;
      readonly effective_on: string | null;
      readonly due_at: string | null;
      readonly is_overdue: boolean;
      readonly since: {
        readonly batch_id: string;
        readonly state: LoadState;
        readonly received_at: string;
      } | null;
    }[];
  }[];
  readonly 'GET /quarantine': { readonly records: readonly QuarantineRecord[]; readonly next: string | null };
  readonly 'GET /quarantine/file': unknown;
  readonly 'GET /quarantine/:number': QuarantineRecord;
  readonly 'POST /quarantine/replay': ReplayOutcome;
  readonly 'POST /quarantine/discard': RetryOutcome;
  readonly 'GET /dictionary': readonly {
    readonly relation: string;
    readonly kind: 'table' | 'view';
    readonly comment: string;
    readonly data_class: number | null;
    readonly columns: number;
    readonly personal: number;
    readonly matching: readonly string[];
  }[];
  readonly 'GET /dictionary/:relation': {
    readonly relation: string;
    readonly kind: 'table' | 'view';
    readonly comment: string;
    readonly data_class: number | null;
    readonly columns: readonly {
      readonly column: string;
      readonly type: string;
      readonly comment: string;
      readonly is_required: boolean;
      readonly is_key: boolean;
      readonly is_personal: boolean;
      readonly personal_class: string | null;
      readonly is_sealed: boolean;
    }[];
  };
  readonly 'GET /lineage': {
    readonly steps: readonly {
      readonly step: string;
      readonly kind: 'source' | 'feed' | 'table' | 'view' | 'question';
      readonly name: string;
      readonly about: string;
    }[];
    readonly flows: readonly { readonly from: string; readonly to: string }[];
  };
  readonly 'GET /takeover': {
    readonly months: readonly {
      readonly site: string;
      readonly month: string;
      readonly version: number | null;
      readonly state: string | null;
      readonly invoices: number;
      readonly invoiced: string;
      readonly line_total: string | null;
      readonly billed: string | null;
      readonly notes: number;
      readonly approvals: number;
      readonly finding: string | null;
    }[];
    readonly invoiced: string;
    readonly forecasts: readonly {
      readonly site: string;
      readonly month: string;
      readonly entity: string;
      readonly state: string | null;
      readonly records: number;
      readonly amount: string | null;
    }[];
    readonly held: number | null;
  };
  readonly 'GET /takeover/held': readonly {
    readonly former_held_id: string;
    readonly file: string;
    readonly line: number;
    readonly entity: string;
    readonly message: string;
    readonly record: Readonly<Record<string, string>>;
  }[];
  readonly 'POST /takeover/replay': RetryOutcome;
  readonly 'POST /takeover/discard': RetryOutcome;
  readonly 'GET /takeover/mapping': {
    readonly mappings: readonly {
      readonly kind: 'title' | 'code' | 'figure';
      readonly former_name: string;
      readonly uses: number;
      readonly amount: string;
      readonly target: string;
      readonly mapped_at: string;
      readonly mapped_by: string;
    }[];
    readonly unmapped: readonly {
      readonly kind: 'title' | 'figure';
      readonly former_name: string;
      readonly uses: number;
      readonly amount: string;
    }[];
  };
  readonly 'POST /takeover/mapping': {
    readonly done: readonly {
      readonly line: number;
      readonly outcome: {
        readonly kind: 'title' | 'code' | 'figure';
        readonly former_name: string;
        readonly uses: number;
        readonly amount: string;
        readonly target: string | null;
        readonly outcome: 'added' | 'changed' | 'as it was' | 'ended';
      };
    }[];
    readonly faults: readonly Fault[];
    readonly is_trial: boolean;
  };
  readonly 'GET /takeover/rows': readonly {
    readonly site: string;
    readonly month: string;
    readonly what: 'statement' | 'forecast';
    readonly row: string;
    readonly records: number;
    readonly former: string;
    readonly own: string | null;
    readonly difference: string | null;
  }[];
  readonly 'GET /catalogues/:catalogue': readonly {
    readonly entry: string | null;
    readonly code: string;
    readonly name: string | null;
    readonly accounts: string | null;
    readonly is_in_force: boolean;
    readonly entered_at: string | null;
    readonly entered_by: string | null;
    readonly ended_at: string | null;
    readonly ended_by: string | null;
    readonly reason: string | null;
  }[];
  readonly 'PUT /catalogues/:catalogue/:code': CatalogueOutcome;
  readonly 'DELETE /catalogues/:catalogue/:code': CatalogueOutcome;
  readonly 'GET /accounts/validation': {
    readonly runs: readonly Run[];
    readonly findings: readonly Finding[];
  };
  readonly 'POST /accounts/validation': { readonly run: Run | null; readonly findings: readonly Finding[] };
  readonly 'GET /contracts': readonly {
    readonly contract_id: string;
    readonly site: string;
    readonly customer_name: string | null;
    readonly is_site_known: boolean;
    readonly version_id: string;
    readonly number: number;
    readonly from_month: string;
    readonly as_of_month: string;
    readonly origin: 'import' | 'edit' | 'escalation';
    readonly state: 'active' | 'draft' | 'waiting';
    readonly billing_type: 'Arrears' | 'Advanced';
    readonly payment_terms: string;
    readonly purchase_order: string | null;
    readonly components: readonly string[];
    readonly opens_on: string | null;
    readonly closes_on: string | null;
    readonly works: boolean;
    readonly marks: readonly string[];
  }[];
  readonly 'POST /contracts': ContractsOutcome;
  readonly 'GET /contracts/:site': {
    readonly contract: {
      readonly contract_id: string;
      readonly site: string;
      readonly customer_name: string | null;
      readonly is_site_known: boolean;
      readonly version_id: string;
      readonly number: number;
      readonly from_month: string;
      readonly as_of_month: string;
      readonly origin: 'import' | 'edit' | 'escalation';
      readonly state: 'active' | 'draft' | 'waiting';
      readonly billing_type: 'Arrears' | 'Advanced';
      readonly payment_terms: string;
      readonly purchase_order: string | null;
      readonly components: readonly string[];
      readonly opens_on: string | null;
      readonly closes_on: string | null;
      readonly works: boolean;
    };
    readonly rates: readonly {
      readonly component: string;
      readonly what: string;
      readonly rate: string;
      readonly starts_on: string | null;
      readonly ends_on: string | null;
    }[];
    readonly findings: readonly {
      readonly grade: string;
      readonly code: string;
      readonly path: string;
      readonly message: string;
    }[];
    readonly waiting: readonly Waiting[];
    readonly marks: readonly string[];
    readonly due_rule: string;
    readonly words: readonly Word[];
    readonly terms: unknown;
  };
  readonly 'PATCH /contracts/:site': ContractOutcome;
  readonly 'GET /contracts/:site/fields': {
    readonly number: number;
    readonly sections: readonly {
      readonly component: string;
      readonly title: string;
      readonly switch: string | null;
      readonly is_on: boolean;
      readonly fields: readonly {
        readonly label: string;
        readonly kind: string;
        readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
        readonly may_be_empty: boolean;
        readonly place: string;
        readonly row: string;
        readonly value: string | null;
        readonly unit: '%' | null;
      }[];
      readonly rows: readonly {
        readonly place: string;
        readonly list: string;
        readonly row: string;
        readonly title: string;
      }[];
      readonly lists: readonly {
        readonly list: string;
        readonly label: string;
        readonly fields: readonly {
          readonly label: string;
          readonly kind: string;
          readonly choices: readonly { readonly value: string; readonly label: string }[] | null;
          readonly may_be_empty: boolean;
          readonly name: string;
        }[];
      }[];
    }[];
  };
  readonly 'POST /contracts/:site/preview': {
    readonly site: string;
    readonly from: string;
    readonly seen: number;
    readonly number: number;
    readonly is_waiting: boolean;
    readonly is_draft: boolean;
    readonly changes: readonly Change[];
    readonly findings: readonly ContractsOutcomeFinding[];
    readonly months: readonly Month[];
  };
  readonly 'POST /contracts/:site/end': ContractOutcome;
  readonly 'POST /contracts/:site/withdraw': {
    readonly site: string;
    readonly number: number;
    readonly state: 'draft' | 'waiting';
  };
  readonly 'GET /contracts/:site/versions': readonly {
    readonly number: number;
    readonly from: string;
    readonly origin: 'import' | 'edit' | 'escalation';
    readonly state: 'active' | 'draft' | 'waiting' | 'rejected';
    readonly made_by: string;
    readonly made_at: string;
    readonly decided_by: string | null;
    readonly decided_at: string | null;
    readonly reason: string | null;
    readonly changes: readonly Change[];
  }[];
  readonly 'GET /contracts/:site/versions/:one/compare/:other': readonly Change[];
  readonly 'GET /contracts/:site/versions/:number/costs': readonly Month[];
  readonly 'GET /contract-approvals': readonly Waiting[];
  readonly 'POST /contract-approvals/approve': RetryOutcome;
  readonly 'POST /contract-approvals/reject': RetryOutcome;
  readonly 'GET /escalations': Escalations;
  readonly 'POST /escalations': Escalations;
  readonly 'GET /escalations/comparison': readonly {
    readonly site: string;
    readonly customer_name: string | null;
    readonly month: string;
    readonly reading: 'service-month' | 'billing-day';
    readonly rates: readonly { readonly path: string; readonly now: string; readonly other: string }[];
    readonly billed: string | null;
    readonly otherwise: string | null;
    readonly difference: string | null;
    readonly reasons: readonly RefusalError[];
  }[];
  readonly 'GET /increases': readonly {
    readonly site: string;
    readonly customer_name: string | null;
    readonly month: string;
    readonly percent: string;
    readonly rates: readonly string[];
    readonly digest: string;
    readonly is_for_a_vice_president: boolean;
    readonly rejected: {
      readonly decision: 'approved' | 'rejected';
      readonly decided_by: string;
      readonly reason: string | null;
    } | null;
  }[];
  readonly 'POST /increases/:site/:month': {
    readonly site: string;
    readonly month: string;
    readonly decision: 'approved' | 'rejected';
  };
  readonly 'GET /escalators': readonly {
    readonly id: string;
    readonly reading: 'service-month' | 'billing-day';
    readonly from: string;
    readonly reason: string;
    readonly entered_by: string;
    readonly decision: 'approved' | 'rejected' | null;
    readonly decided_by: string | null;
  }[];
  readonly 'POST /escalators': { readonly id: string };
  readonly 'POST /escalators/:number': { readonly id: string; readonly decision: 'approved' | 'rejected' };
  readonly 'GET /customer-notices': readonly {
    readonly site: string;
    readonly customer_name: string | null;
    readonly from: string;
    readonly rates: readonly {
      readonly path: string;
      readonly what: string;
      readonly before: string;
      readonly after: string;
      readonly percent: string | null;
    }[];
  }[];
  readonly 'GET /review-limits': readonly {
    readonly site: string;
    readonly customer_name: string | null;
    readonly amount: string;
    readonly percent: string;
  }[];
  readonly 'PUT /review-limits': ReviewLimitsOutcome;
  readonly 'GET /contract-clauses': readonly {
    readonly place: string;
    readonly says: string;
    readonly clause_id: string;
    readonly site_id: string;
    readonly kind: Kind;
    readonly component: string;
    readonly position: number | null;
    readonly tier: number | null;
    readonly job_codes: readonly string[];
    readonly set_name: string | null;
    readonly accumulation: 'Monthly' | 'AnnualCalendar' | 'AnnualAnniversary' | null;
    readonly amount: string | null;
    readonly escalates_in: number | null;
    readonly fixed_percent: string | null;
    readonly index_name: 'CPI' | 'ECI' | null;
    readonly index_month: number | null;
    readonly combine: 'max' | 'min' | null;
    readonly floor_percent: string | null;
    readonly cap_percent: string | null;
    readonly from_month: string;
    readonly through_month: string | null;
    readonly reason: string;
    readonly added_by: string;
    readonly state: 'standing' | 'waiting';
    readonly steps: readonly {
      readonly contract_year: number;
      readonly is_added: boolean;
      readonly amount: string;
      readonly overtime_amount: string | null;
    }[];
    readonly other_sites: readonly string[];
    readonly differing_sites: readonly string[];
  }[];
  readonly 'POST /contract-clauses': ContractClausesOutcome;
  readonly 'GET /contract-clauses/kinds': readonly {
    readonly kind: Kind;
    readonly title: string;
    readonly says: string;
    readonly fields: readonly {
      readonly name:
        | 'component'
        | 'row'
        | 'tier'
        | 'amount'
        | 'per'
        | 'steps'
        | 'jobs'
        | 'set'
        | 'escalates-in'
        | 'percent'
        | 'index'
        | 'index-month'
        | 'combine'
        | 'floor'
        | 'cap';
      readonly label: string;
      readonly hint: string;
      readonly is_required: boolean;
      readonly choices: readonly string[] | null;
    }[];
  }[];
  readonly 'POST /contract-clauses/:site/:number/end': ContractClausesOutcome;
  readonly 'GET /indexes': readonly {
    readonly index: 'CPI' | 'ECI';
    readonly period: string;
    readonly percent: string;
    readonly entered_by: string;
    readonly approved_by: string | null;
  }[];
  readonly 'PUT /indexes/:index/:period': {
    readonly index: string;
    readonly period: string;
    readonly percent: string;
  };
  readonly 'POST /indexes/:index/:period/approve': { readonly index: string; readonly period: string };
  readonly 'GET /approval-tiers': readonly {
    readonly tier: number;
    readonly from_value: string;
    readonly roles: readonly string[];
  }[];
  readonly 'PUT /approval-tiers/:tier': { readonly tier: string; readonly from_value: string };
  readonly 'GET /contracts/:site/file': unknown;
  readonly 'POST /contracts/files': readonly {
    readonly file: string;
    readonly site: string | null;
    readonly outcome: 'imported' | 'unchanged' | 'draft' | 'rejected';
    readonly is_waiting: boolean;
    readonly findings: readonly ContractsOutcomeFinding[];
  }[];
  readonly 'GET /contract-templates': readonly {
    readonly name: string;
    readonly summary: string | null;
    readonly entered_at: string;
    readonly entered_by: string;
    readonly retired_at: string | null;
    readonly retired_by: string | null;
    readonly reason: string | null;
    readonly words: readonly Word[];
  }[];
  readonly 'PUT /contract-templates/:name': {
    readonly name: string;
    readonly changes: readonly Change[];
    readonly findings: readonly ContractsOutcomeFinding[];
    readonly is_replacing: boolean;
  };
  readonly 'DELETE /contract-templates/:name': { readonly name: string };
  readonly 'PUT /contract-marks/:mark': ContractMarkOutcome;
  readonly 'GET /operator-facts': readonly {
    readonly name: string;
    readonly kind: string;
    readonly values: readonly string[];
    readonly delivered: readonly string[];
    readonly is_set: boolean;
    readonly set_at: string | null;
    readonly meaning: string;
  }[];
  readonly 'GET /operator-facts/:name': OperatorFact;
  readonly 'PUT /operator-facts/:name': OperatorFact;
  readonly 'DELETE /operator-facts/:name': OperatorFact;
  readonly 'GET /backups': readonly {
    readonly label: string;
    readonly kind: 'full' | 'incremental';
    readonly parent: string | null;
    readonly started_at: string;
    readonly ended_at: string;
    readonly start_position: string;
    readonly end_position: string;
    readonly timeline: number;
    readonly server_version: string;
    readonly stored_bytes: string;
    readonly sha256: string;
    readonly place: string;
    readonly recipient: string;
    readonly made_by: string;
    readonly removed_at: string | null;
    readonly copies: readonly { readonly location: string; readonly copied_at: string }[];
    readonly proof: {
      readonly proven_at: string;
      readonly proven_by: string;
      readonly restore_seconds: string;
      readonly total_seconds: string;
      readonly newest_entry: string;
      readonly entries_verified: string;
      readonly log_bytes: string;
      readonly lost_seconds: string | null;
      readonly findings: readonly string[];
    } | null;
  }[];
  readonly 'GET /health/live': { readonly status: 'ok' };
  readonly 'GET /health/ready': { readonly status: 'ok' | 'down' };
  readonly 'GET /health/components': {
    readonly status: 'ok' | 'degraded' | 'down';
    readonly components: readonly {
      readonly component: string;
      readonly status: 'ok' | 'degraded' | 'down';
      readonly latency_ms: number;
      readonly checked_at: string;
    }[];
  };
  readonly 'GET /components': {
    readonly status: 'ok' | 'degraded' | 'down';
    readonly components: readonly {
      readonly component: string;
      readonly status: 'ok' | 'degraded' | 'down';
      readonly latency_ms: number;
      readonly checked_at: string;
      readonly detail: string;
    }[];
  };
  readonly 'GET /metrics': unknown;
  readonly 'GET /archive': readonly {
    readonly number: string;
    readonly relation: string;
    readonly first_on: string;
    readonly end_on: string;
    readonly path: string;
    readonly rows: string;
    readonly online_bytes: string;
    readonly stored_bytes: string;
    readonly sha256: string;
    readonly digest: string;
    readonly columns: readonly string[];
    readonly totals: Readonly<Record<string, string | null>>;
    readonly sites: readonly string[];
    readonly place: string;
    readonly second_place: string | null;
    readonly archived_at: string;
    readonly archived_by: string;
    readonly recalled_at: string | null;
    readonly recalled_by: string | null;
    readonly recalled_until: string | null;
    readonly verified_at: string | null;
    readonly findings: readonly string[] | null;
  }[];
  readonly 'GET /capacity': {
    readonly database: Database;
    readonly tables: readonly Database[];
    readonly disk: { readonly used_bytes: number; readonly total_bytes: number } | null;
    readonly months: readonly {
      readonly month: string;
      readonly bytes: number;
      readonly disk_ratio: number | null;
    }[];
    readonly full_month: string | null;
  };
  readonly 'GET /operations-reports': readonly {
    readonly period: 'day' | 'week' | 'month';
    readonly first_day: string;
    readonly last_day: string;
    readonly made_at: string;
    readonly for_somebody: number;
    readonly mailed_at: string | null;
  }[];
  readonly 'GET /operations-reports/:period': {
    readonly period: 'day' | 'week' | 'month';
    readonly first_day: string;
    readonly last_day: string;
    readonly made_at: string;
    readonly sections: readonly {
      readonly name: string;
      readonly title: string;
      readonly columns: readonly { readonly title: string; readonly is_figure: boolean }[];
      readonly rows: readonly {
        readonly cells: readonly (string | null)[];
        readonly is_for_somebody: boolean;
      }[];
      readonly none: string;
    }[];
  };
  readonly 'GET /logs': {
    readonly server: string | null;
    readonly left_out: number;
    readonly unreadable: number;
    readonly lines: readonly {
      readonly time: string;
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly kind: string;
      readonly fields: Readonly<Record<string, string>>;
    }[];
  };
  readonly 'GET /database/top-statements': {
    readonly counting: 'on' | 'not loaded' | 'not made';
    readonly statements: readonly {
      readonly query_id: string;
      readonly statement: string;
      readonly calls: number;
      readonly rows: number;
      readonly total_ms: number;
      readonly mean_ms: number;
      readonly longest_ms: number;
      readonly ratio: number;
    }[];
  };
  readonly 'GET /database/slow-statements': readonly {
    readonly query_id: string;
    readonly statement: string;
    readonly longest_ms: number;
    readonly times_noticed: number;
    readonly first_noticed_at: string;
    readonly last_noticed_at: string;
    readonly plan: string | null;
    readonly plan_failure: string | null;
  }[];
  readonly 'GET /schedules': readonly {
    readonly job: string;
    readonly says: string;
    readonly cron: string | null;
    readonly every_seconds: number | null;
    readonly time_zone: string;
    readonly window_from: string | null;
    readonly window_until: string | null;
    readonly limit_minutes: number;
    readonly waits_for: readonly string[];
    readonly in_close: boolean;
    readonly catches_up: boolean;
    readonly is_paused: boolean;
    readonly set_at: string | null;
    readonly set_by: string | null;
    readonly newest_run: NewestRun | null;
    readonly last_turn_at: string | null;
    readonly next_at: string | null;
  }[];
  readonly 'PATCH /schedules/:job': ScheduleOutcome;
  readonly 'DELETE /schedules/:job': ScheduleOutcome;
  readonly 'POST /schedules/:job/runs': RunsOutcome;
  readonly 'GET /runs': readonly NewestRun[];
  readonly 'GET /runs/:run': RunsOutcome;
  readonly 'POST /runs/:run/cancel': NewestRun;
  readonly 'GET /alerts': readonly {
    readonly alert_id: string;
    readonly kind: string;
    readonly thing: string;
    readonly labels: Readonly<Record<string, string>>;
    readonly title: string;
    readonly next: string;
    readonly severity: 'critical' | 'high' | 'medium' | 'low';
    readonly value: number;
    readonly limit: number;
    readonly value_text: string;
    readonly limit_text: string;
    readonly state: AlertState;
    readonly since_at: string;
    readonly seen_at: string;
    readonly seen_by: string | null;
    readonly opened_at: string | null;
    readonly acknowledged_at: string | null;
    readonly acknowledged_by: string | null;
    readonly assigned_at: string | null;
    readonly assigned_to: string | null;
    readonly assigned_by: string | null;
    readonly escalated_at: string | null;
    readonly resolved_at: string | null;
    readonly resolved_by: string | null;
    readonly note: string | null;
    readonly ended_at: string | null;
  }[];
  readonly 'GET /alerts/:alert': Alert;
  readonly 'POST /alerts/:alert/acknowledge': Alert;
  readonly 'POST /alerts/:alert/assign': Alert;
  readonly 'POST /alerts/:alert/resolve': Alert;
  readonly 'GET /alert-rules': readonly AlertRule[];
  readonly 'PATCH /alert-rules/:kind': AlertRule;
  readonly 'DELETE /alert-rules/:kind': AlertRule;
  readonly 'GET /alert-silences': readonly AlertSilence[];
  readonly 'POST /alert-silences': readonly AlertSilence[];
  readonly 'DELETE /alert-silences/:silence': readonly AlertSilence[];
  readonly 'GET /access-requests': readonly {
    readonly access_request_id: string;
    readonly person: string;
    readonly role: string;
    readonly place_kind: 'site' | 'district' | 'region' | null;
    readonly places: readonly string[];
    readonly until: string | null;
    readonly reason: string;
    readonly requested_by: string;
    readonly requested_at: string;
    readonly state: AccessRequestState;
    readonly approve_until: string | null;
    readonly manager_by: string | null;
    readonly manager_at: string | null;
    readonly security_by: string | null;
    readonly security_at: string | null;
    readonly refused_by: string | null;
    readonly refused_at: string | null;
    readonly refusal_reason: string | null;
    readonly conflicts: readonly string[];
    readonly is_mine_to_decide: boolean;
  }[];
  readonly 'POST /access-requests': { readonly access_request_id: string };
  readonly 'POST /access-requests/:id/approve': AccessRequestApproveOutcome;
  readonly 'POST /access-requests/:id/refuse': AccessRequestApproveOutcome;
  readonly 'POST /emergency-access': { readonly access_request_id: string };
  readonly 'GET /access-reviews': readonly {
    readonly access_review_id: string;
    readonly kind: 'quarter' | 'privileged month';
    readonly period_on: string;
    readonly opened_by: string | null;
    readonly opened_at: string;
    readonly due_on: string;
    readonly line_count: number;
    readonly undecided: number;
    readonly mine_to_decide: number;
    readonly is_overdue: boolean;
  }[];
  readonly 'POST /access-reviews': { readonly access_review_id: string };
  readonly 'GET /access-reviews/:id': readonly {
    readonly access_review_line_id: string;
    readonly person: string;
    readonly role: string;
    readonly origin: 'feed' | 'mapping';
    readonly sites: readonly string[];
    readonly valid_to_on: string | null;
    readonly last_seen_at: string | null;
    readonly decision: 'keep' | 'change' | 'end' | null;
    readonly decided_by: string | null;
    readonly decided_at: string | null;
    readonly reason: string | null;
    readonly due_on: string;
  }[];
  readonly 'POST /access-reviews/decide': RetryOutcome;
  readonly 'GET /export-requests': readonly {
    readonly export_request_id: string;
    readonly person: string;
    readonly what: string;
    readonly filter: string;
    readonly row_count: string;
    readonly reason: string | null;
    readonly requested_at: string;
    readonly state: 'waits' | 'approved' | 'refused' | 'let out' | 'expired' | 'free';
    readonly decided_by: string | null;
    readonly decided_at: string | null;
    readonly decision_reason: string | null;
    readonly used_at: string | null;
    readonly is_mine_to_decide: boolean;
  }[];
  readonly 'POST /export-requests/:id/approve': ExportRequestApproveOutcome;
  readonly 'POST /export-requests/:id/refuse': ExportRequestApproveOutcome;
  readonly 'GET /unusual-exports': readonly {
    readonly person: string;
    readonly exported_on: string;
    readonly exports: string;
    readonly row_count: string;
    readonly usual_rows: string | null;
    readonly reasons: readonly ('first' | 'rows' | 'number')[];
  }[];
  readonly 'GET /users/usage': {
    readonly roles: readonly {
      readonly role: string;
      readonly people: number;
      readonly active: number;
      readonly inactive: number;
      readonly dormant: number;
      readonly never_seen: number;
      readonly last_seen_at: string | null;
    }[];
    readonly people: readonly {
      readonly user_id: string;
      readonly roles: readonly string[];
      readonly last_seen_at: string | null;
      readonly quiet_days: number;
      readonly display_name: string | null;
      readonly origin: 'feed' | 'mapping' | 'service' | 'demo';
      readonly sites: number;
      readonly standing: 'active' | 'inactive' | 'dormant' | 'never seen' | 'disabled';
      readonly disabled_reason: string | null;
    }[];
  };
  readonly 'GET /users/dormant': readonly {
    readonly user_id: string;
    readonly roles: readonly string[];
    readonly last_seen_at: string | null;
    readonly quiet_days: number;
  }[];
  readonly 'POST /users/disable': DisableOutcome;
  readonly 'POST /users/enable': DisableOutcome;
  readonly 'GET /roles': readonly {
    readonly role: string;
    readonly title: string;
    readonly says: string;
    readonly work: string;
    readonly kind: 'person' | 'service';
    readonly is_temporary_only: boolean;
  }[];
  readonly 'GET /changed-rights': readonly {
    readonly role: string;
    readonly object: string;
    readonly action: string;
    readonly scope: string | null;
    readonly delivered_scope: string | null;
  }[];
  readonly 'PUT /rights/:role/:object/:action': {
    readonly role: string;
    readonly object: string;
    readonly action: string;
    readonly scope: string | null;
  };
  readonly 'GET /support-sessions': readonly SupportSession[];
  readonly 'POST /support-sessions': SupportSession;
  readonly 'POST /support-sessions/:number/end': { readonly ended: string };
  readonly 'GET /audit-entries': { readonly entries: readonly Entry[]; readonly next: string | null };
  readonly 'GET /audit-entries/:number': Entry;
  readonly 'POST /audit-verifications': {
    readonly entries: string;
    readonly heads: number;
    readonly findings: readonly AuditVerificationsOutcomeFinding[];
    readonly explained: readonly {
      readonly position: string | null;
      readonly rule: string;
      readonly problem: string;
      readonly subject?: string;
      readonly by: string;
      readonly reason: string;
    }[];
  };
  readonly 'GET /audit-evidence': unknown;
  readonly 'POST /audit-explanations': readonly AuditVerificationsOutcomeFinding[];
  readonly 'GET /personal-data': readonly {
    readonly relation: string;
    readonly column: string;
    readonly class: 'name' | 'contact' | 'identifier' | 'login' | 'pay' | 'record';
    readonly is_sealed: boolean;
    readonly data_class: number;
    readonly says: string | null;
  }[];
  readonly 'GET /retention': readonly {
    readonly class: string;
    readonly relation: string;
    readonly keep_months: number;
    readonly source: string;
  }[];
  readonly 'GET /legal-holds': readonly {
    readonly hold: string;
    readonly site_id: string | null;
    readonly reason: string;
    readonly placed_at: string;
  }[];
  readonly 'POST /legal-holds': { readonly hold: string };
  readonly 'DELETE /legal-holds/:number': { readonly released: string };
  readonly 'GET /export-limit': readonly {
    readonly holder: 'everybody' | 'site-bound';
    readonly rows: number;
    readonly is_mine: boolean;
  }[];
  readonly 'PUT /export-limit': { readonly holder: 'everybody' | 'site-bound'; readonly rows: number };
  readonly 'GET /profit-and-losses': {
    readonly sites: readonly string[];
    readonly updating: readonly string[];
    readonly failed: readonly { readonly site: string; readonly reason: string }[];
    readonly notices: readonly Notice[];
    readonly waiting: readonly ProfitAndLossWaiting[];
    readonly events: readonly ProfitAndLossEvent[];
    readonly comments: readonly Comment[];
    readonly unkept: readonly { readonly year: number; readonly why: 'year not planned' | 'other day' }[];
    readonly from: string;
    readonly to: string;
    readonly as_of: string;
    readonly against: Against;
    readonly version: string;
    readonly months: readonly {
      readonly month: string;
      readonly closed: number;
      readonly open: number;
      readonly future: number;
    }[];
    readonly rows: readonly Row[];
    readonly groups: readonly { readonly name: string; readonly rows: readonly Row[] }[];
    readonly rules: readonly { readonly line: Line; readonly rule: string }[];
  };
  readonly 'GET /profit-and-losses/groups': {
    readonly groups: readonly {
      readonly name: string;
      readonly sites: number;
      readonly rows: readonly Row[];
    }[];
    readonly count: number;
    readonly next: string | null;
  };
  readonly 'GET /profit-and-losses/explanation': {
    readonly site: string;
    readonly month: string;
    readonly line: Line;
    readonly cell: {
      readonly month: string | null;
      readonly budget: string | null;
      readonly forecast: string | null;
      readonly actual: string | null;
      readonly trend: string | null;
      readonly variance: string | null;
      readonly variance_percent: string | null;
      readonly source: Source;
      readonly sources: Sources;
      readonly sites: Sites;
      readonly base: string | null;
    };
    readonly state: 'closed' | 'open' | 'future';
    readonly formula: string;
    readonly parts: readonly {
      readonly name: string;
      readonly value: string;
      readonly from: 'actual' | 'forecast' | 'budget' | 'contract' | 'calculated';
      readonly object: string;
    }[];
    readonly lines: readonly unknown[];
    readonly notes: readonly string[];
    readonly profiles: readonly unknown[];
    readonly entries: readonly {
      readonly area: string;
      readonly item: string;
      readonly first_on: string;
      readonly last_on: string;
      readonly days: string;
      readonly value: string;
      readonly changed_by: string;
      readonly changed_at: string;
      readonly action: string;
      readonly file_names: readonly string[] | null;
    }[];
    readonly budget_rows: readonly BudgetRow[];
    readonly actual_rows: readonly BudgetRow[];
    readonly hidden: readonly { readonly object: string; readonly inputs: number }[];
    readonly is_up_to_date: boolean | null;
    readonly events: readonly ProfitAndLossEvent[];
    readonly comments: readonly Comment[];
  };
  readonly 'GET /trending': {
    readonly sites: readonly string[];
    readonly updating: readonly string[];
    readonly failed: readonly { readonly site: string; readonly reason: string }[];
    readonly notices: readonly Notice[];
    readonly waiting: readonly ProfitAndLossWaiting[];
    readonly month: string;
    readonly as_of: string;
    readonly against: Against;
    readonly states: { readonly closed: number; readonly open: number; readonly future: number };
    readonly revenue_to: { readonly first: string; readonly last: string } | null;
    readonly payroll_to: { readonly first: string; readonly last: string } | null;
    readonly sections: readonly {
      readonly name: 'revenue' | 'expense' | 'performance';
      readonly rows: readonly {
        readonly line: Line;
        readonly budget: string | null;
        readonly forecast: string | null;
        readonly actual_to_date: string | null;
        readonly expected: string | null;
        readonly trend: string | null;
        readonly parts: readonly {
          readonly from: 'actual' | 'forecast' | 'budget' | 'contract' | 'calculated' | 'hidden';
          readonly amount: string;
        }[];
        readonly compared_with: string | null;
        readonly variance: string | null;
        readonly variance_percent: string | null;
        readonly favour: 'better' | 'worse' | 'same';
        readonly percent_of_internal_revenue: string | null;
        readonly rules: readonly { readonly rule: string; readonly sites: number }[];
      }[];
    }[];
    readonly alert: { readonly percentage: string; readonly is_marked: boolean };
    readonly labor: readonly Labor[] | null;
  };
  readonly 'GET /ranking': readonly {
    readonly rank: number | null;
    readonly group: string;
    readonly sites: number;
    readonly value: string | null;
    readonly compared_with: string | null;
  }[];
  readonly 'GET /labor-productivity': readonly {
    readonly group: string;
    readonly from: string;
    readonly to: string;
    readonly sites: number;
    readonly hours: string | null;
    readonly productive_hours: string | null;
    readonly labor_cost: string | null;
    readonly vehicles: string | null;
    readonly net_revenue: string | null;
    readonly measures: readonly Labor[];
  }[];
  readonly 'GET /profit-and-losses/file': unknown;
  readonly 'POST /profit-and-losses/mail': { readonly recipients: string; readonly file_name: string };
  readonly 'GET /forecasts/file': unknown;
  readonly 'POST /forecasts/import': readonly {
    readonly site: string;
    readonly year: number;
    readonly change: string | null;
    readonly changed: number;
    readonly forced_negative: number;
    readonly groups_without_jobs: number;
  }[];
  readonly 'GET /forecasts/:site/:month': {
    readonly site: string;
    readonly month: string;
    readonly version: string;
    readonly seen: string;
    readonly payroll_by: 'code' | 'group';
    readonly is_by_code_only: boolean;
    readonly notices: readonly Notice[];
    readonly entries: readonly {
      readonly area: Area;
      readonly period: string;
      readonly item: string;
      readonly measure: string;
      readonly value: string | null;
    }[];
    readonly groups: readonly {
      readonly group: string;
      readonly day: string;
      readonly hours: string;
      readonly cost: string;
      readonly codes: number;
    }[];
    readonly grouped_codes: readonly string[];
    readonly lock: {
      readonly open_from: string;
      readonly reason: 'month is closed' | 'version is frozen' | 'may only read' | null;
    };
    readonly comparison: readonly {
      readonly area: Area;
      readonly period: { readonly label: string; readonly from: string; readonly to: string };
      readonly item: string;
      readonly measure: string;
      readonly budget: string | null;
      readonly forecast: string | null;
      readonly scheduled: string | null;
      readonly actual: string | null;
      readonly accrued: string | null;
      readonly scheduled_above: string | null;
      readonly against: Readonly<Record<string, string | null>>;
      readonly variance: {
        readonly amount: string;
        readonly percent: string | null;
        readonly judgement: 'favourable' | 'unfavourable' | 'on target';
      } | null;
    }[];
    readonly hidden_areas: readonly Area[];
  };
  readonly 'PATCH /forecasts/:site/:month': readonly ForecastOutcome[];
  readonly 'POST /forecasts/:site/:month/preview': {
    readonly change: string | null;
    readonly changed: readonly Changed[];
    readonly forced_negative: readonly string[];
    readonly groups_without_jobs: readonly string[];
    readonly followed: readonly string[];
    readonly ratios_waiting: readonly string[];
    readonly effect: readonly Effect[];
  };
  readonly 'POST /forecasts/:site/:month/carry-rates': readonly ForecastOutcome[];
  readonly 'POST /forecasts/:site/:month/copy-schedule': {
    readonly change: string | null;
    readonly changed: readonly Changed[];
    readonly forced_negative: readonly string[];
    readonly groups_without_jobs: readonly string[];
    readonly followed: readonly string[];
    readonly ratios_waiting: readonly string[];
    readonly jobs: readonly {
      readonly job: string;
      readonly days: number;
      readonly hours: string;
      readonly cost: string;
      readonly replaced: number;
    }[];
    readonly unscheduled: readonly string[];
    readonly salaried: readonly string[];
    readonly from: string;
    readonly outside: readonly string[];
  };
  readonly 'GET /forecasts': {
    readonly month: string;
    readonly submit_by: string;
    readonly decide_by: string;
    readonly year: number;
    readonly sites: readonly {
      readonly site: string;
      readonly state: 'not started' | 'entered' | 'submitted' | 'approved' | 'rejected';
      readonly late: 'to submit' | 'to decide' | null;
      readonly by: string | null;
      readonly at: string | null;
      readonly submission: string | null;
      readonly decided_by: string | null;
      readonly decided_at: string | null;
      readonly reason: string | null;
      readonly record: string | null;
      readonly deviations: readonly string[];
    }[];
    readonly notices: readonly Notice[];
  };
  readonly 'POST /forecasts/init': InitOutcome;
  readonly 'POST /forecasts/:site/:month/submit': {
    readonly submission: string;
    readonly version: string;
    readonly deviations: readonly string[];
    readonly reviewers: readonly string[];
  };
  readonly 'POST /forecast-submissions/:decision': RetryOutcome;
  readonly 'GET /forecasts/:site/versions': readonly {
    readonly version: string;
    readonly kind: 'working' | 'scenario' | 'record';
    readonly based_on: string | null;
    readonly seen: string;
    readonly cells: number;
    readonly made_at: string;
    readonly made_by: string;
    readonly submission: string | null;
    readonly state: string | null;
    readonly decided_by: string | null;
    readonly reason: string | null;
  }[];
  readonly 'POST /forecasts/:site/versions': { readonly site: string; readonly version: string };
  readonly 'GET /forecasts/:site/versions/comparison': readonly {
    readonly area: Area;
    readonly period: string;
    readonly item: string;
    readonly measure: string;
    readonly one: string | null;
    readonly other: string | null;
    readonly difference: string | null;
  }[];
  readonly 'POST /forecasts/:site/versions/promote': {
    readonly change: string | null;
    readonly changed: readonly Changed[];
    readonly forced_negative: readonly string[];
    readonly groups_without_jobs: readonly string[];
    readonly followed: readonly string[];
    readonly ratios_waiting: readonly string[];
    readonly outside: readonly string[];
  };
  readonly 'POST /profit-and-losses/what-if': readonly Effect[];
  readonly 'GET /profit-and-losses/bridge': {
    readonly from: string;
    readonly to: string;
    readonly year: number;
    readonly sites: readonly string[];
    readonly rows: readonly {
      readonly row: BridgeRow;
      readonly months: readonly {
        readonly month: string;
        readonly before: string;
        readonly after: string;
        readonly difference: string;
        readonly volume: string;
        readonly site_mix: string;
        readonly mix: string;
        readonly price: string;
        readonly other: string;
      }[];
      readonly items: readonly {
        readonly item: string;
        readonly before: string;
        readonly after: string;
        readonly difference: string;
        readonly volume: string;
        readonly site_mix: string;
        readonly mix: string;
        readonly price: string;
        readonly other: string;
      }[];
      readonly total: {
        readonly before: string;
        readonly after: string;
        readonly difference: string;
        readonly volume: string;
        readonly site_mix: string;
        readonly mix: string;
        readonly price: string;
        readonly other: string;
      };
    }[];
    readonly by_site: readonly {
      readonly site: string;
      readonly rows: readonly {
        readonly row: BridgeRow;
        readonly before: string;
        readonly after: string;
        readonly difference: string;
        readonly volume: string;
        readonly site_mix: string;
        readonly mix: string;
        readonly price: string;
        readonly other: string;
      }[];
    }[];
    readonly left_out: readonly {
      readonly site: string;
      readonly month: string | null;
      readonly reason: string;
    }[];
  };
  readonly 'GET /back-test': {
    readonly from: string;
    readonly to: string;
    readonly year: number;
    readonly results: readonly {
      readonly site: string | null;
      readonly row: BridgeRow;
      readonly lead: number | null;
      readonly months: number;
      readonly actual: string;
      readonly best: readonly ('forecast' | 'seasonal_naive' | 'budget')[];
      readonly errors: {
        readonly forecast: Forecast | null;
        readonly seasonal_naive: Forecast | null;
        readonly budget: Forecast | null;
      };
    }[];
    readonly left_out: readonly { readonly site: string; readonly reason: string }[];
  };
  readonly 'GET /forecast-accuracy': {
    readonly from: string;
    readonly to: string;
    readonly year: number;
    readonly bands: readonly string[];
    readonly groups: readonly {
      readonly group: string;
      readonly row: BridgeRow;
      readonly months: number;
      readonly without_percent: number;
      readonly within: readonly number[];
    }[];
  };
  readonly 'GET /events': readonly ProfitAndLossEvent[];
  readonly 'POST /events': {
    readonly event: string;
    readonly sites: readonly string[];
    readonly is_added: boolean;
  };
  readonly 'POST /events/import': {
    readonly done: readonly {
      readonly line: number;
      readonly outcome: {
        readonly event: string;
        readonly sites: readonly string[];
        readonly is_added: boolean;
        readonly title: string;
        readonly from: string;
        readonly to: string;
      };
    }[];
    readonly faults: readonly Fault[];
    readonly is_trial: boolean;
  };
  readonly 'DELETE /events/:number': { readonly event: string; readonly sites: readonly string[] };
  readonly 'GET /variance-comments': readonly Comment[];
  readonly 'PUT /variance-comments/:site/:month/:line': {
    readonly site: string;
    readonly month: string;
    readonly line: BridgeRow;
    readonly says: string | null;
  };
  readonly 'GET /proformas': readonly Proforma[];
  readonly 'POST /proformas': Proforma;
  readonly 'GET /proformas/:number': {
    readonly proforma: string;
    readonly site: string;
    readonly year: number;
    readonly state: 'entered' | 'approved' | 'rejected' | 'replaced';
    readonly basis: string;
    readonly entered_by: string;
    readonly decided_by: string | null;
    readonly reason: string | null;
    readonly lines: number;
    readonly amounts: readonly {
      readonly month: string;
      readonly account: string;
      readonly amount: string;
    }[];
  };
  readonly 'POST /proformas/:number': Proforma;
  readonly 'GET /forecast-reminders': {
    readonly month: string;
    readonly submit_by: string;
    readonly days_from_due: number;
    readonly reminders: readonly Reminder[];
    readonly unlooked: readonly string[];
  };
  readonly 'POST /forecast-reminders': {
    readonly month: string;
    readonly submit_by: string;
    readonly days_from_due: number;
    readonly reminders: readonly Reminder[];
    readonly unlooked: readonly string[];
    readonly sent: readonly {
      readonly user: string;
      readonly recipients: string;
      readonly sites: readonly string[];
    }[];
  };
  readonly 'GET /job-groups': readonly {
    readonly id: string;
    readonly title: string;
    readonly is_active: boolean;
    readonly codes: readonly { readonly job_code: string; readonly is_active: boolean }[];
  }[];
  readonly 'POST /job-groups': { readonly title: string };
  readonly 'GET /job-group-requests': readonly JobGroupRequest[];
  readonly 'POST /job-group-requests': JobGroupRequest;
  readonly 'POST /job-group-requests/:number': JobGroupRequest;
  readonly 'GET /job-codes': readonly {
    readonly job_code: string;
    readonly title: string;
    readonly is_active: boolean;
    readonly group: string | null;
    readonly is_productive: boolean;
    readonly active_employees?: string;
    readonly rate_per_hour?: string | null;
  }[];
  readonly 'PATCH /job-codes/:code': { readonly job_code: string; readonly title: string };
  readonly 'POST /job-codes/assign': AssignOutcome;
  readonly 'POST /job-codes/status': AssignOutcome;
  readonly 'POST /job-codes/productive': { readonly changed: readonly string[] };
  readonly 'PATCH /job-groups/:title': { readonly title: string };
  readonly 'GET /job-profiles': readonly {
    readonly profile: string;
    readonly rule:
      | 'decided for the site'
      | 'decided for all sites'
      | 'same name'
      | 'nearest'
      | 'shift differential'
      | 'to review';
    readonly job_codes: readonly string[];
    readonly sites: readonly string[];
    readonly months: readonly string[];
    readonly hours: string;
    readonly cost: string;
  }[];
  readonly 'POST /job-profiles/map': MapOutcome;
  readonly 'POST /job-profiles/unmap': MapOutcome;
  readonly 'GET /accounts/unmapped': readonly {
    readonly account: string;
    readonly name: string;
    readonly sites: readonly string[];
    readonly from: string;
    readonly to: string;
    readonly budget: string | null;
    readonly actual: string | null;
  }[];
  readonly 'GET /accounts/mapped': readonly {
    readonly account: string;
    readonly name: string | null;
    readonly category: string;
    readonly reason: string;
    readonly decided_by: string;
    readonly decided_at: string;
  }[];
  readonly 'PUT /accounts/:account/category': { readonly account: string; readonly category: string };
  readonly 'DELETE /accounts/:account/category': { readonly account: string };
  readonly 'GET /forecast-drafts/:site/:year': {
    readonly draft: {
      readonly version: string;
      readonly seen: number | null;
      readonly entries: readonly {
        readonly area: Area;
        readonly period: string;
        readonly item: string;
        readonly measure: string;
        readonly value: string | null;
        readonly over: string | null;
      }[];
      readonly saved_at: string;
      readonly expires_at: string;
    } | null;
  };
  readonly 'PATCH /forecast-drafts/:site/:year': { readonly expires_at: string | null };
  readonly 'DELETE /forecast-drafts/:site/:year': { readonly is_discarded: boolean };
  readonly 'POST /intake/:feed': Done;
}

type AccessRequestApproveOutcome = { readonly access_request_id: string; readonly state: AccessRequestState };

type AccessRequestState =
  'waits for manager' | 'waits for security' | 'granted' | 'emergency' | 'refused' | 'lapsed';

type Against = 'budget' | 'forecast' | 'prior-year' | 'previous-quarter' | 'fpa';

type Alert = {
  readonly alert_id: string;
  readonly kind: string;
  readonly thing: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly title: string;
  readonly next: string;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly value: number;
  readonly limit: number;
  readonly value_text: string;
  readonly limit_text: string;
  readonly state: AlertState;
  readonly since_at: string;
  readonly seen_at: string;
  readonly seen_by: string | null;
  readonly opened_at: string | null;
  readonly acknowledged_at: string | null;
  readonly acknowledged_by: string | null;
  readonly assigned_at: string | null;
  readonly assigned_to: string | null;
  readonly assigned_by: string | null;
  readonly escalated_at: string | null;
  readonly resolved_at: string | null;
  readonly resolved_by: string | null;
  readonly note: string | null;
  readonly ended_at: string | null;
  readonly means: string;
  readonly notices: readonly {
    readonly event: 'opened' | 'worsened' | 'escalated' | 'resolved';
    readonly channel: 'mail' | 'webhook';
    readonly recipients: string | null;
    readonly state: 'waiting' | 'sent' | 'failed';
    readonly attempts: number;
    readonly sent_at: string | null;
    readonly answer: string | null;
  }[];
};

type AlertRule = {
  readonly kind: string;
  readonly thing: string;
  readonly title: string;
  readonly metric: string;
  readonly unit: 'bytes' | 'ratio' | 'seconds' | null;
  readonly problem: 'above' | 'below';
  readonly warn: number | null;
  readonly critical: number | null;
  readonly warn_text: string | null;
  readonly critical_text: string | null;
  readonly window_minutes: number;
  readonly severity: 'critical' | 'high' | 'medium' | 'low';
  readonly told: readonly string[];
  readonly escalated_to: readonly string[];
  readonly escalate_minutes: number | null;
  readonly is_off: boolean;
  readonly means: string;
  readonly next: string;
  readonly set_at: string | null;
  readonly set_by: string | null;
};

type AlertSilence = {
  readonly silence_id: string;
  readonly kind: string | null;
  readonly thing: string | null;
  readonly from_at: string;
  readonly until_at: string;
  readonly reason: string;
  readonly set_at: string;
  readonly set_by: string;
};

type AlertState = 'open' | 'acknowledged' | 'assigned' | 'resolved' | 'watched';

type ApproveOutcome = {
  readonly done: readonly {
    readonly statement_id: string;
    readonly state: State;
    readonly changed_since: string | null;
  }[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type Area = 'statistics' | 'rates' | 'payroll' | 'other-revenue' | 'other-expense';

type AssignOutcome = {
  readonly each: readonly { readonly job_code: string; readonly refusal: string | null }[];
  readonly groups: readonly string[];
};

type AuditVerificationsOutcomeFinding = {
  readonly position: string | null;
  readonly rule: string;
  readonly problem: string;
  readonly subject?: string;
};

type Blocked = { readonly site: string; readonly code: string; readonly why: string };

type BridgeRow =
  | 'external-revenue'
  | 'internal-revenue'
  | 'payroll'
  | 'claims'
  | 'parking-rents'
  | 'other-expense'
  | 'pteb'
  | 'insurance'
  | 'unmapped'
  | 'front-line-contribution';

type BudgetRow = {
  readonly what: string;
  readonly on: string;
  readonly amount: string;
  readonly batch_id: string;
  readonly source_line: number;
  readonly file_name: string;
};

type CatalogueOutcome = {
  readonly code: string;
  readonly name: string | null;
  readonly before: string | null;
  readonly outcome: 'added' | 'changed' | 'as it was' | 'ended';
};

type Change = {
  readonly path: string;
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
};

type Changed = {
  readonly area: Area;
  readonly period: string;
  readonly item: string;
  readonly measure: string;
  readonly value: string | null;
  readonly before: string | null;
};

type Choices = {
  readonly appearance: 'system' | 'light' | 'dark';
  readonly context: {
    readonly at: string | null;
    readonly period: string | null;
    readonly against: string | null;
  };
};

type ClaimOutcome = { readonly login: string; readonly person: string; readonly password: string };

type Comment = {
  readonly comment: string;
  readonly site: string;
  readonly month: string;
  readonly line: string;
  readonly says: string;
  readonly by: string;
  readonly at: string;
  readonly ended_at: string | null;
  readonly ended_by: string | null;
};

type Contact = {
  readonly number: string;
  readonly site: string;
  readonly kind: 'billing' | 'operational' | 'emergency';
  readonly name: string;
  readonly emails: string | null;
  readonly phone: string | null;
  readonly verified_on: string | null;
  readonly verified_by: string | null;
  readonly is_verified: boolean;
};

type ContractClausesOutcome = { readonly clause: string | null; readonly worked_out_anew: readonly string[] };

type ContractMarkOutcome = {
  readonly done: readonly { readonly site: string; readonly mark: string; readonly is_changed: boolean }[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type ContractOutcome = {
  readonly site: string;
  readonly from: string;
  readonly seen: number;
  readonly number: number;
  readonly is_waiting: boolean;
  readonly is_draft: boolean;
  readonly changes: readonly Change[];
  readonly findings: readonly ContractsOutcomeFinding[];
};

type ContractsOutcome = {
  readonly site: string;
  readonly customer_name: string | null;
  readonly changes: readonly Change[];
  readonly findings: readonly ContractsOutcomeFinding[];
  readonly is_draft: boolean;
  readonly is_waiting: boolean;
};

type ContractsOutcomeFinding = {
  readonly grade: 'silent' | 'warning' | 'blocked' | 'rejected';
  readonly code: string;
  readonly path: string;
  readonly message: string;
};

type Database = {
  readonly relation: string;
  readonly bytes: number;
  readonly rows: number;
  readonly monthly_bytes: number | null;
};

type DisableOutcome = { readonly person: string; readonly is_enabled: boolean };

type Done = {
  readonly file: string;
  readonly feed: string;
  readonly state: 'loaded' | 'unchanged' | 'replaced' | 'tried' | 'refused' | 'failed';
  readonly batch_id: string | null;
  readonly rows: {
    readonly received: number;
    readonly loaded: number;
    readonly unchanged: number;
    readonly superseded: number;
    readonly quarantined: number;
    readonly set_aside?: number;
  };
  readonly set_aside: Readonly<Record<string, number>>;
  readonly warnings: readonly { readonly rule: string; readonly message: string }[];
  readonly held: readonly { readonly rule: string; readonly records: number }[];
  readonly changes?: readonly {
    readonly site: string;
    readonly month: string;
    readonly kind: 'comes' | 'goes';
    readonly rows: string;
    readonly sums: Readonly<Record<string, string | null>>;
  }[];
  readonly error?: LoadError;
};

type Effect = {
  readonly row: Line;
  readonly months: readonly {
    readonly month: string | null;
    readonly before: string | null;
    readonly after: string | null;
    readonly difference: string | null;
  }[];
  readonly total: {
    readonly before: string | null;
    readonly after: string | null;
    readonly difference: string | null;
  };
};

type Entry = {
  readonly number: string;
  readonly recorded_at: string;
  readonly kind: string;
  readonly relation: string | null;
  readonly key: readonly { readonly column: string; readonly value: string | null }[];
  readonly changes: readonly {
    readonly column: string;
    readonly before?: string | null;
    readonly after?: string | null;
    readonly is_hidden: boolean;
    readonly said?: string | null;
  }[];
  readonly site: string | null;
  readonly record: string | null;
  readonly who: string;
  readonly actor: string;
  readonly user: string | null;
  readonly acting_roles: readonly string[];
  readonly reason: string | null;
  readonly request_id: string | null;
};

type Escalations = {
  readonly rates: readonly {
    readonly site: string;
    readonly customer_name: string | null;
    readonly month: string;
    readonly path: string;
    readonly what: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly missing: readonly RefusalError[];
  readonly waiting: readonly Waiting[];
};

type ExportRequestApproveOutcome = {
  readonly export_request_id: string;
  readonly decision: 'approved' | 'refused';
};

type Fault = { readonly line: number; readonly column: string | null; readonly cause: string };

type Field = {
  readonly field: string;
  readonly label: string;
  readonly value: string | null;
  readonly from: 'list' | 'here' | 'nowhere';
  readonly listed: string | null;
  readonly set_by: string | null;
  readonly set_at: string | null;
  readonly reason: string | null;
  readonly holds: 'until the next list' | 'until it is withdrawn' | null;
};

type Finding = {
  readonly site: string;
  readonly account: string;
  readonly account_string: string | null;
  readonly status: string;
  readonly reason: string;
  readonly description: string | null;
  readonly last_changed_at: string | null;
  readonly hint: string | null;
};

type Forecast = { readonly mae: string; readonly wape: string | null; readonly bias: string | null };

type ForecastOutcome = {
  readonly change: string | null;
  readonly changed: readonly Changed[];
  readonly forced_negative: readonly string[];
  readonly groups_without_jobs: readonly string[];
  readonly followed: readonly string[];
  readonly ratios_waiting: readonly string[];
};

type General = {
  readonly gl_string: string | null;
  readonly emails: string | null;
  readonly recipient: string | null;
  readonly attention: string | null;
  readonly vendor: string | null;
};

type InitOutcome = {
  readonly done: readonly {
    readonly site: string;
    readonly saved: ForecastOutcome;
    readonly unmapped: readonly Unmapped[];
    readonly excluded: readonly Unmapped[];
    readonly left_out: readonly { readonly name: string; readonly cause: string }[];
  }[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type Input = {
  readonly name: string;
  readonly value: string;
  readonly unit: string;
  readonly origin: {
    readonly kind: string;
    readonly path?: string;
    readonly question?: string;
    readonly what?: string;
  };
  readonly rows: readonly {
    readonly fact: string;
    readonly on: string;
    readonly what: string;
    readonly value: string | null;
    readonly batch_id: string;
    readonly file: string | null;
    readonly line: number;
  }[];
};

type JobGroupRequest = {
  readonly request: string;
  readonly site: string;
  readonly codes: readonly string[];
  readonly group: string;
  readonly new_title: string | null;
  readonly state: 'asked' | 'approved' | 'refused' | 'withdrawn';
  readonly reason: string;
  readonly asked_by: string;
  readonly asked_at: string;
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly decided_reason: string | null;
};

type KeysOutcome = { readonly key: string; readonly api_key_id: string; readonly ends_at: string };

type Kind =
  'cap' | 'minimum' | 'rate-steps' | 'room-threshold' | 'weekly-quantity' | 'shared-tiers' | 'escalation';

type Labor = {
  readonly measure:
    | 'vehicles-per-hour'
    | 'vehicles-per-productive-hour'
    | 'labor-to-revenue'
    | 'overtime'
    | 'fill-rate'
    | 'drive-in'
    | 'capture';
  readonly unit: string;
  readonly actual: string | null;
  readonly budget: string | null;
  readonly deviation_percent: string | null;
  readonly is_marked: boolean;
};

type Line =
  | 'external-revenue'
  | 'internal-revenue'
  | 'payroll'
  | 'claims'
  | 'parking-rents'
  | 'other-expense'
  | 'pteb'
  | 'insurance'
  | 'unmapped'
  | 'front-line-contribution'
  | 'flc-to-budget-cumulative';

type Load = {
  readonly batch_id: string;
  readonly source: string;
  readonly feed: string;
  readonly file: string;
  readonly sha256: string;
  readonly size_bytes: string;
  readonly received_by: string;
  readonly received_at: string;
  readonly seconds: string | null;
  readonly state: LoadState;
  readonly rows: {
    readonly received: number;
    readonly loaded: number;
    readonly unchanged: number;
    readonly superseded: number;
    readonly quarantined: number;
  };
  readonly set_aside: Readonly<Record<string, number>>;
  readonly control_totals: readonly {
    readonly column: string;
    readonly count: string;
    readonly sum: string | null;
  }[];
  readonly effective_on: string | null;
  readonly same_as_batch_id: string | null;
  readonly replay_of_batch_id: string | null;
  readonly error: LoadError | null;
  readonly warnings: readonly { readonly rule: string; readonly message: string }[];
};

type LoadError = {
  readonly code: string;
  readonly message: string;
  readonly next: string;
  readonly faults: readonly {
    readonly line: number;
    readonly column: string | null;
    readonly value: string | null;
    readonly rule: string;
    readonly message: string;
  }[];
};

type LoadState = 'receiving' | 'loaded' | 'unchanged' | 'replaced' | 'tried' | 'refused' | 'failed';

type MapOutcome = {
  readonly profile: string;
  readonly sites: readonly string[] | null;
  readonly decided_by: string;
};

type Month = {
  readonly month: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly lines: readonly { readonly title: string; readonly before: string; readonly after: string }[];
  readonly reasons: readonly { readonly code: string; readonly message: string }[];
};

type NewestRun = {
  readonly run_id: string;
  readonly job: string;
  readonly due_at: string;
  readonly trigger: 'time' | 'event' | 'person';
  readonly caused_by: string | null;
  readonly asked_by: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly state: NewestRunState;
  readonly attempts: number;
  readonly server: string | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly rows_in: string | null;
  readonly rows_out: string | null;
  readonly rows_rejected: string | null;
  readonly control_totals: Readonly<Record<string, string>>;
  readonly outcome: string | null;
  readonly refusal: string | null;
  readonly request_id: string | null;
};

type NewestRunState = 'waiting' | 'queued' | 'running' | 'done' | 'failed' | 'cancelled' | 'skipped';

type Notice = {
  readonly site: string;
  readonly month: string;
  readonly kind: 'budget changed' | 'no payroll budget' | 'no budget' | 'proforma' | 'proforma waits';
  readonly rows: number;
  readonly file: string | null;
  readonly at: string | null;
};

type OperatorFact = {
  readonly name: string;
  readonly kind: string;
  readonly values: readonly string[];
  readonly delivered: readonly string[];
  readonly is_set: boolean;
  readonly set_at: string | null;
  readonly meaning: string;
  readonly history:
    | readonly {
        readonly values: readonly string[];
        readonly reason: string;
        readonly set_at: string;
        readonly set_by: string;
        readonly ended_at: string | null;
        readonly ended_by: string | null;
      }[]
    | null;
};

type Outdated = {
  readonly statement_id: string;
  readonly site: string;
  readonly month: string;
  readonly state: string;
  readonly total: string;
  readonly now: string | null;
  readonly difference: string | null;
  readonly why: string;
};

type PostOutcome = {
  readonly done: readonly (readonly {
    readonly key: string;
    readonly statement_id: string | null;
    readonly kind: string;
    readonly document_number: string;
    readonly batch: string;
    readonly site: string;
    readonly debit: string;
    readonly credit: string;
    readonly state: string;
    readonly answer: string | null;
  }[])[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type ProfitAndLossEvent = {
  readonly event: string;
  readonly site: string;
  readonly kind: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly effect: string | null;
  readonly territory: string | null;
  readonly note: string | null;
  readonly added_by: string;
};

type ProfitAndLossWaiting = { readonly change: string; readonly site: string; readonly from: string };

type Proforma = {
  readonly proforma: string;
  readonly site: string;
  readonly year: number;
  readonly state: 'entered' | 'approved' | 'rejected' | 'replaced';
  readonly basis: string;
  readonly entered_by: string;
  readonly decided_by: string | null;
  readonly reason: string | null;
  readonly lines: number;
};

type QuarantineRecord = {
  readonly quarantine_id: string;
  readonly batch_id: string;
  readonly feed: string;
  readonly file: string;
  readonly line: number;
  readonly column: string | null;
  readonly value: string | null;
  readonly rule: string;
  readonly message: string;
  readonly state: 'open' | 'waiting' | 'replayed' | 'superseded' | 'discarded';
  readonly waits_for: string | null;
  readonly waits_for_id: string | null;
  readonly record: readonly { readonly header: string; readonly value: string }[];
  readonly decided_by: string | null;
  readonly decided_at: string | null;
  readonly decided_reason: string | null;
  readonly resolved_by_batch_id: string | null;
};

type ReadinessOutcome = {
  readonly done: readonly {
    readonly site: string;
    readonly is_changed: boolean;
    readonly statement: { readonly statement_id: string; readonly state: string } | null;
  }[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type RefusalError = { readonly code: string; readonly message: string; readonly next: string };

type Refused = { readonly id: string; readonly error: RefusalError };

type Reminder = {
  readonly user: string;
  readonly address: string | null;
  readonly sites: readonly { readonly site: string; readonly state: string }[];
};

type ReplayOutcome = {
  readonly done: readonly Done[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type RetryOutcome = {
  readonly done: readonly string[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type ReviewLimitsOutcome = {
  readonly done: readonly {
    readonly site: string;
    readonly changes: readonly string[];
    readonly is_waiting: boolean;
  }[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type Row = {
  readonly line: Line;
  readonly months: readonly RowMonth[];
  readonly actual_months: RowMonth;
  readonly total: RowMonth;
  readonly percent_of_internal_revenue: string | null;
};

type RowMonth = {
  readonly month: string | null;
  readonly budget: string | null;
  readonly forecast: string | null;
  readonly actual: string | null;
  readonly trend: string | null;
  readonly variance: string | null;
  readonly variance_percent: string | null;
  readonly source: Source;
  readonly sources: Sources;
  readonly sites: Sites;
  readonly compared_with: string | null;
  readonly favour: 'better' | 'worse' | 'same';
  readonly emphasis: 'bold' | 'medium' | 'normal';
};

type Run = {
  readonly run: string;
  readonly kind: 'full' | 'delta';
  readonly started_at: string;
  readonly started_by: string;
  readonly accounts: number;
  readonly checked: number;
  readonly missing: number;
  readonly inactive: number;
  readonly invalid: number;
  readonly resolved: number;
};

type RunsOutcome = {
  readonly run_id: string;
  readonly job: string;
  readonly due_at: string;
  readonly trigger: 'time' | 'event' | 'person';
  readonly caused_by: string | null;
  readonly asked_by: string | null;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly state: NewestRunState;
  readonly attempts: number;
  readonly server: string | null;
  readonly started_at: string | null;
  readonly ended_at: string | null;
  readonly rows_in: string | null;
  readonly rows_out: string | null;
  readonly rows_rejected: string | null;
  readonly control_totals: Readonly<Record<string, string>>;
  readonly outcome: string | null;
  readonly refusal: string | null;
  readonly request_id: string | null;
  readonly next: string | null;
  readonly lines: readonly { readonly line: number; readonly logged_at: string; readonly says: string }[];
};

type ScheduleOutcome = {
  readonly job: string;
  readonly says: string;
  readonly cron: string | null;
  readonly every_seconds: number | null;
  readonly time_zone: string;
  readonly window_from: string | null;
  readonly window_until: string | null;
  readonly limit_minutes: number;
  readonly waits_for: readonly string[];
  readonly in_close: boolean;
  readonly catches_up: boolean;
  readonly is_paused: boolean;
  readonly set_at: string | null;
  readonly set_by: string | null;
};

type SendOutcome = {
  readonly done: readonly {
    readonly statement_id: string;
    readonly changed_since: string | null;
    readonly mailings: readonly {
      readonly file_name: string;
      readonly sha256: string;
      readonly recipients: string;
      readonly subject: string;
      readonly attachments: readonly { readonly file_name: string; readonly sha256: string }[];
    }[];
    readonly failures: readonly { readonly kind: string; readonly reason: string }[];
    readonly refused: readonly { readonly recipients: string; readonly reason: string }[];
  }[];
  readonly refused: readonly Refused[];
  readonly failed: number;
};

type Sites = {
  readonly all: number;
  readonly budget: number;
  readonly forecast: number;
  readonly actual: number;
  readonly trend: number;
  readonly compared: number;
};

type Source = 'actual' | 'blended' | 'forecast' | 'budget' | 'fallback' | 'mixed';

type Sources = {
  readonly actual?: number;
  readonly blended?: number;
  readonly forecast?: number;
  readonly budget?: number;
  readonly fallback?: number;
};

type State = 'AR Review' | 'Approval Team' | 'Ready To Send' | 'Sent' | 'Rejected' | 'Revised' | 'Replaced';

type Statement = {
  readonly statement_id: string | null;
  readonly site: string;
  readonly state: string;
  readonly version: number;
  readonly is_unchanged: boolean;
  readonly total: string;
  readonly notices: readonly string[];
  readonly invoices: readonly {
    readonly number: string;
    readonly group: number;
    readonly title: string | null;
    readonly invoice_on: string;
    readonly due_on: string | null;
    readonly amount: string;
    readonly lines: readonly {
      readonly component: string;
      readonly title: string;
      readonly code: string;
      readonly amount: string;
    }[];
  }[];
};

type StatementApproveOutcome = {
  readonly count: number;
  readonly total: string;
  readonly statements: readonly {
    readonly statement_id: string;
    readonly site: string;
    readonly customer_name: string | null;
    readonly month: string;
    readonly version: number;
    readonly state: State;
    readonly total: string;
    readonly expected: string | null;
    readonly posted: string | null;
    readonly invoiced: string | null;
    readonly deviation: string | null;
    readonly deviation_percent: string | null;
    readonly made_by: string;
    readonly is_standing: boolean;
    readonly is_disputed: boolean;
    readonly cycle: string;
    readonly age_days: number;
    readonly review_reason: string | null;
    readonly district: string | null;
    readonly manager: string | null;
    readonly district_manager: string | null;
    readonly payment: 'open' | 'past due' | 'paid' | 'paid late' | null;
    readonly due_on: string | null;
    readonly open_amount: string | null;
    readonly days_to_payment: number | null;
    readonly days_late: number | null;
  }[];
};

type SupportSession = {
  readonly number: string;
  readonly helper: string;
  readonly person: string;
  readonly reason: string;
  readonly started_at: string;
  readonly ends_at: string;
  readonly ended_at: string | null;
  readonly ended_by: string | null;
  readonly uses: number;
  readonly last_used_at: string | null;
  readonly is_open: boolean;
};

type Unmapped = { readonly job_profile: string; readonly hours: string; readonly cost: string };

type Waiting = {
  readonly id: string;
  readonly site: string;
  readonly customer_name: string | null;
  readonly subject: 'version' | 'clause' | 'withdrawal';
  readonly version_id: string | null;
  readonly clause_id: string | null;
  readonly says: string;
  readonly from: string;
  readonly is_take_over: boolean;
  readonly yearly_value: string | null;
  readonly rate_increase: string | null;
  readonly roles: readonly string[];
  readonly asked_at: string;
  readonly asked_by: string;
};

type Word = { readonly component: string; readonly title: string; readonly sentences: readonly string[] };
