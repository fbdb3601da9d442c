import type { Queryable } from '../../database/index.ts';
import { escalationMinutes, type AlertKind, type DeliveredRule, type Severity } from './alert-kind.ts';
import { dataKinds } from './data-kinds.ts';
import { systemKinds } from './system-kinds.ts';

/** The catalogue of alerts. */
export const alertKinds: readonly AlertKind[] = [...dataKinds, ...systemKinds];

/** A rule in force: for one thing, or (where `thing` is empty) for all without one of their own. */
export interface AlertRule extends DeliveredRule {
  readonly kind: string;
  readonly thing: string;
  /** Null: never. */
  readonly escalateMinutes: number | null;
  readonly isOff: boolean;
  /** When somebody set it, an instant in UTC; null where it is as delivered. */
  readonly setAt: string | null;
  readonly setBy: string | null;
}

interface Row extends Omit<AlertRule, 'told' | 'escalatedTo'> {
  readonly told: string;
  readonly escalatedTo: string;
  readonly severity: Severity;
}

/** The rules in force, in the order of the catalogue: delivered ones unless people set others. */
export async function readAlertRules(database: Queryable): Promise<AlertRule[]> {
  const rows = await database.query<Row>(
    `select kind, thing, warn::float8 as warn, critical::float8 as critical, window_minutes as "windowMinutes",
       severity, told, escalated_to as "escalatedTo", escalate_minutes as "escalateMinutes", is_off as "isOff",
       audit.instant(set_at) as "setAt", set_by as "setBy"
     from operations.alert_rule order by thing`,
  );
  const ofPeople = rows.map((row) => ({
    ...row,
    told: wordsOf(row.told),
    escalatedTo: wordsOf(row.escalatedTo),
  }));
  return alertKinds.flatMap((kind) => {
    const own = ofPeople.filter((rule) => rule.kind === kind.kind);
    return own.some(({ thing }) => thing === '') ? own : [deliveredRule(kind), ...own];
  });
}

/** The rule that a kind comes with. */
export function deliveredRule({ kind, delivered }: AlertKind): AlertRule {
  const escalateMinutes = escalationMinutes[delivered.severity];
  return { kind, thing: '', ...delivered, escalateMinutes, isOff: false, setAt: null, setBy: null };
}

/** The rule of a thing: its own, else that of all. */
export function ruleOf(
  rules: readonly AlertRule[],
  { kind, thing }: { readonly kind: string; readonly thing: string },
): AlertRule | undefined {
  const ofKind = rules.filter((rule) => rule.kind === kind);
  return ofKind.find((rule) => rule.thing === thing) ?? ofKind.find((rule) => rule.thing === '');
}

function wordsOf(text: string): string[] {
  return text.split(' ').filter((word) => word !== '');
}
