import type { Clock } from '../../../kernel/clock.ts';
import { holdsRight, requireRight, type Principal } from '../acting.ts';

/** How the app looks; `system` follows the device. */
export const appearances = ['system', 'light', 'dark'] as const;

/** What pages show until somebody asks for something else; null is what everybody begins with. */
interface ChosenContext {
  /** Numbers of sites with commas between, or `district:` and a name. */
  readonly at: string | null;
  /** `YYYY-MM` */
  readonly period: string | null;
  /** What figures are compared with. */
  readonly against: string | null;
}

/** What a person chose in the app, in whatever browser. */
interface OwnChoices {
  readonly appearance: (typeof appearances)[number];
  readonly context: ChosenContext;
}

const right = { object: 'own-choice', action: 'change' } as const;

const unchosen: OwnChoices = { appearance: 'system', context: { at: null, period: null, against: null } };

/** The choices of the principal; what everybody begins with for whoever may make none, such as a service. */
export async function readOwnChoices({ caller }: Pick<Principal, 'caller'>): Promise<OwnChoices> {
  if (!(await holdsRight(caller, right))) return unchosen;
  const [row] = await caller.transaction((transaction) =>
    transaction.query<ChosenContext & Pick<OwnChoices, 'appearance'>>(
      `select coalesce(appearance, 'system') as appearance, sites as at, period, against
       from security.own_choice where person_id = security.caller()`,
    ),
  );
  if (!row) return unchosen;
  const { appearance, ...context } = row;
  return { appearance, context };
}

/** What of the choices is set; what is left out stays. */
interface OwnChoiceChange {
  readonly appearance?: OwnChoices['appearance'] | undefined;
  /** Set as a whole. */
  readonly context?: ChosenContext | undefined;
}

/** Sets choices of the principal. */
export async function setOwnChoices(principal: Principal, change: OwnChoiceChange): Promise<OwnChoices> {
  await requireRight(principal.caller, right);
  const { appearance, context } = change;
  await principal.caller.transaction((transaction) =>
    transaction.execute(
      `insert into security.own_choice as own (person_id, appearance, sites, period, against)
       values (security.caller(), $1, $3, $4, $5)
       on conflict (person_id) do update
       set appearance = coalesce($1, own.appearance), set_at = now(),
         sites = case when $2 then excluded.sites else own.sites end,
         period = case when $2 then excluded.period else own.period end,
         against = case when $2 then excluded.against else own.against end`,
      [
        appearance ?? null,
        context !== undefined,
        context?.at ?? null,
        context?.period ?? null,
        context?.against ?? null,
      ],
    ),
  );
  return readOwnChoices(principal);
}

/** Whoever did not look at Home for that long is on another visit. */
const pauseMinutes = 120;

/** How far a first visit looks back. */
const firstDays = 7;

/** Notes that the principal looks at Home, and answers when the visit before this one ended: an instant in UTC. */
export async function noteVisit({ caller }: Pick<Principal, 'caller'>, clock: Clock): Promise<string> {
  await requireRight(caller, right);
  const [visit] = await caller.transaction((transaction) =>
    transaction.query<{ since: string }>(
      `insert into security.own_choice as own (person_id, looked_at, visited_at)
       values (security.caller(), $1, $1::timestamptz - make_interval(days => $3))
       on conflict (person_id) do update
       set visited_at = case
           when excluded.looked_at - own.looked_at <= make_interval(mins => $2) then own.visited_at
           else coalesce(own.looked_at, excluded.visited_at)
         end,
         looked_at = excluded.looked_at, set_at = now()
       returning audit.instant(visited_at) as since`,
      [clock.now(), pauseMinutes, firstDays],
    ),
  );
  if (!visit) throw new Error('a visit that was noted has no moment');
  return visit.since;
}
