import { adHocKinds, changeStatementLine, markSitesReady, type LineChange } from '../../billing/index.ts';
import { setReviewLimits } from '../../contracts/index.ts';
import { refusal } from '../../kernel/errors.ts';
import { monthOfDay } from '../../kernel/month.ts';
import { resetOperatorFact, setOperatorFact } from '../../platform/operator/index.ts';
import type { Principal } from '../../platform/security/index.ts';
import type { Values, WritableSet } from '../odata/index.ts';
import { notSaid, onlyOne, textIn, textOf, type SetParts } from './set-parts.ts';

/** Rows that billing rests on: marks of readiness, review limits, ad-hoc lines, facts of the operator. */
export function billingSets(parts: SetParts): Readonly<Record<string, WritableSet>> {
  return {
    site_readiness: readiness(parts),
    review_limit: reviewLimits(parts),
    ad_hoc_line: adHocLines(parts),
    operator_fact: {
      changed: ['fact_values'],
      change: async (principal, { before, values: { fact_values: values } }) => {
        const texts = Array.isArray(values) ? (values as readonly string[]) : [];
        await setOperatorFact(principal, { name: textIn(before, 'fact'), values: texts });
      },
      remove: (principal, before) => resetOperatorFact(principal, textIn(before, 'fact')),
    },
  };
}

function readiness({ today }: SetParts): WritableSet {
  const mark = async (principal: Principal, values: Values): Promise<Values> => {
    const [site, day] = [textIn(values, 'site_id'), textIn(values, 'service_month')];
    if (!day.endsWith('-01')) throw notSaid('service_month is the first day of a month');
    onlyOne(
      await markSitesReady(principal, {
        sites: [site],
        month: monthOfDay(day),
        isReady: values['is_ready'] === true,
        note: textOf(values['note']),
        today: (await today()).day,
      }),
    );
    return { site_id: site, service_month: day };
  };
  return {
    added: ['site_id', 'service_month', 'is_ready', 'note'],
    required: ['site_id', 'service_month', 'is_ready'],
    add: mark,
    changed: ['is_ready', 'note'],
    change: async (principal, { before, values }) => {
      await mark(principal, { ...before, ...values });
    },
  };
}

function reviewLimits({ today }: SetParts): WritableSet {
  return {
    changed: ['deviation_amount', 'deviation_percent'],
    change: async (principal, { before, values }) => {
      const limits = {
        site: textIn(before, 'site_id'),
        amount: textOf(values['deviation_amount']) ?? undefined,
        percent: textOf(values['deviation_percent']) ?? undefined,
      };
      const from = monthOfDay((await today()).day);
      onlyOne(await setReviewLimits(principal, { limits: [limits], from, isKept: true }));
    },
  };
}

/** Lines of people; the statement of their site and month is regenerated with each, in one reading of everything. */
function adHocLines({ today, operator }: SetParts): WritableSet {
  const change = async (principal: Principal, line: Values, changed: LineChange): Promise<void> => {
    const statementId = await standingStatement(principal, line);
    await changeStatementLine(principal, await operator(), {
      statementId,
      change: changed,
      seenChange: null,
      today: (await today()).day,
    });
  };
  return {
    isolation: 'repeatable read',
    added: ['site_id', 'service_month', 'group_number', 'kind', 'title', 'description', 'code', 'amount'],
    required: ['site_id', 'service_month', 'title', 'amount'],
    add: async (principal, values) => {
      await change(principal, values, { add: lineIn(values) });
      const [added] = await principal.database.query<{ number: string }>(
        `select max(ad_hoc_id)::text as number from billing.ad_hoc_line
         where site_id = $1 and service_month = $2::date and added_by = $3`,
        [textIn(values, 'site_id'), textIn(values, 'service_month'), principal.person.userId],
      );
      return { ad_hoc_id: added?.number ?? '0' };
    },
    remove: (principal, before) => change(principal, before, { remove: textIn(before, 'ad_hoc_id') }),
  };
}

function lineIn(values: Values): Extract<LineChange, { readonly add: unknown }>['add'] {
  const kind = adHocKinds.find((one) => one === (values['kind'] ?? 'MiscellaneousItem'));
  if (kind === undefined) throw notSaid(`kind is one of ${adHocKinds.join(', ')}`);
  return {
    kind,
    title: textIn(values, 'title'),
    description: textOf(values['description']),
    code: textOf(values['code']) ?? undefined,
    amount: textIn(values, 'amount'),
    group: Number.parseInt(textOf(values['group_number']) ?? '1', 10),
  };
}

async function standingStatement({ caller }: Principal, line: Values): Promise<string> {
  const [site, month] = [textIn(line, 'site_id'), textIn(line, 'service_month')];
  const [statement] = await caller.transaction((transaction) =>
    transaction.query<{ number: string }>(
      `select statement_id::text as number from api.statement where site_id = $1 and service_month = $2::date`,
      [site, month],
    ),
  );
  if (statement === undefined)
    throw refusal('ODATA_NOT_FOUND', { what: `statement of site ${site} for ${month.slice(0, 7)}` });
  return statement.number;
}
