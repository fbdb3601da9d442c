import { z } from 'zod';
import { sendPlainLetter } from '../../../billing/index.ts';
import {
  decideSiteProforma,
  enterSiteProforma,
  listProformas,
  listReminders,
  remindManagers,
  showProforma,
  type Reminders,
} from '../../../forecasting/index.ts';
import { askedMonth, day, exact, month, number, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { siteFields, sitesOf } from './request-fields.ts';

const proformaFields = {
  proforma: z.string().describe('Number of the proforma'),
  site,
  year: z.int().describe('Year'),
  state: z.enum(['entered', 'approved', 'rejected', 'replaced']).describe('How far it is'),
  basis: z.string().describe('Its source'),
  entered_by: z.string().describe('Who entered it'),
  decided_by: textOrNull('Who decided'),
  reason: textOrNull('Why'),
  lines: z.int().min(0).describe('Number of amounts'),
};
const proformaShape = z.strictObject(proformaFields);
const ofProforma = z.strictObject({ number: number('Number of the proforma') });

const list = route(
  {
    method: 'GET',
    path: '/proformas',
    place: 'Forecast',
    summary: 'Figures in place of the budget of sites without one, newest first.',
    access: 'data:read',
    query: z.strictObject(siteFields),
    answer: z.array(proformaShape),
    refusals: ['PNL_NO_SITES'],
  },
  ({ principal, query }) => listProformas(principal, sitesOf(query)),
);

const one = route(
  {
    method: 'GET',
    path: '/proformas/:number',
    place: 'Forecast',
    summary: 'A proforma with its amounts.',
    access: 'data:read',
    params: ofProforma,
    answer: z.strictObject({
      ...proformaFields,
      amounts: z.array(
        z.strictObject({
          month: month('Month'),
          account: z.string().describe('Account'),
          amount: exact('dollars with the sign of the ledger', 'Amount'),
        }),
      ),
    }),
    refusals: ['FORECASTING_PROFORMA_UNKNOWN'],
  },
  ({ principal, params }) => showProforma(principal, params.number),
);

const enter = route(
  {
    method: 'POST',
    path: '/proformas',
    place: 'Forecast',
    summary:
      'Enters a proforma for a site and year without a budget; it counts once somebody else has approved it.',
    details: 'From a list of amounts, or the budget of another site; it replaces a pending one.',
    access: 'data:write',
    body: z.strictObject({
      site,
      year: z.int().min(2000).max(2100).describe('Year'),
      from: z.union([
        z.strictObject({
          like: site.describe('The budget of this site'),
          percent: z.string().max(20).default('100').describe('This percentage of it'),
        }),
        z.strictObject({
          file: z.string().min(1).max(200).describe('Name of the list, like a file name'),
          lines: z
            .array(
              z.strictObject({
                month: z.string().max(10).describe('Month, YYYY-MM'),
                account: z.string().max(20).describe('Account'),
                amount: z.string().max(40).describe('Amount with the sign of the ledger, exact'),
              }),
            )
            .min(1)
            .max(5_000),
        }),
      ]),
      is_trial: z.boolean().default(false).describe('Everything is checked and reported, and nothing saved'),
    }),
    answer: proformaShape,
    statuses: [201],
    refusals: [
      ...(['WAREHOUSE_SITE_UNKNOWN', 'FORECASTING_PROFORMA_BUDGETED'] as const),
      ...(['FORECASTING_PROFORMA_BASELESS', 'FORECASTING_PROFORMA_INVALID'] as const),
    ],
  },
  ({ principal, body }) => {
    const { site: of, year, from: source, is_trial: isTrial } = body;
    return enterSiteProforma(principal, { site: of, year }, { source, isTrial });
  },
);

const decide = route(
  {
    method: 'POST',
    path: '/proformas/:number',
    place: 'Forecast',
    summary: 'Approves a proforma that somebody else entered, or rejects it with a reason.',
    access: 'data:write',
    params: ofProforma,
    body: z.strictObject({ decision: z.enum(['approved', 'rejected']).describe('What is decided') }),
    answer: proformaShape,
    refusals: [
      ...(['FORECASTING_PROFORMA_UNKNOWN', 'FORECASTING_PROFORMA_DECIDED'] as const),
      ...(['FORECASTING_PROFORMA_OWN', 'FORECASTING_REASON_MISSING'] as const),
    ],
  },
  ({ principal, params, body }) => decideSiteProforma(principal, params.number, body.decision),
);

const remindersFields = {
  month: month('Approval month'),
  submit_by: day('Due day'),
  days_from_due: z.int().describe('Days from the due date to today; negative before it'),
  reminders: z
    .array(
      z.strictObject({
        user: z.string().describe('Who is reminded'),
        address: textOrNull('Address of the mail; null if there is none'),
        sites: z.array(z.strictObject({ site, state: z.string().describe('Status of its forecast') })),
      }),
    )
    .describe('Account managers with unsubmitted sites, except those already reminded today'),
  unlooked: z.array(site).describe('Sites without an account manager to remind'),
};
/** What a route says of who is to be reminded: nobody's number. */
function remindersAnswer({ month: cycle, submitBy, daysFromDue, reminders, unlooked }: Reminders) {
  return {
    month: cycle,
    submitBy,
    daysFromDue,
    reminders: reminders.map(({ user, address, sites }) => ({ user, address, sites })),
    unlooked,
  };
}

const askedCycle = askedMonth('Approval month; the current one unless given').optional();

const missing = route(
  {
    method: 'GET',
    path: '/forecast-reminders',
    place: 'Forecast',
    summary: 'Lists who would be reminded of unsubmitted forecasts.',
    access: 'data:read',
    query: z.strictObject({ month: askedCycle }),
    answer: z.strictObject(remindersFields),
  },
  async ({ principal, query, parts }) =>
    remindersAnswer(
      await listReminders(principal, {
        month: query.month,
        today: await parts.billing.today(),
        timeZone: parts.billing.timeZone,
      }),
    ),
);

const remind = route(
  {
    method: 'POST',
    path: '/forecast-reminders',
    place: 'Forecast',
    summary: 'Reminds them, with at most one mail a day each.',
    access: 'data:write',
    body: z.strictObject({ month: askedCycle }),
    answer: z.strictObject({
      ...remindersFields,
      sent: z.array(
        z.strictObject({
          user: z.string().describe('Who was reminded'),
          recipients: z.string().describe('Address of the mail'),
          sites: z.array(site),
        }),
      ),
    }),
    refusals: ['FORECASTING_REMINDER_FAR', 'BILLING_MAIL_REFUSED', 'BILLING_RECIPIENTS_REFUSED'],
    milliseconds: 60_000,
  },
  async ({ principal, body, parts }) => {
    const { billing } = parts;
    const going = await billing.going();
    const cycle = { month: body.month, today: await billing.today(), timeZone: billing.timeZone };
    const { sent, ...due } = await remindManagers(principal, cycle, (letter) =>
      sendPlainLetter(going, letter),
    );
    return { ...remindersAnswer(due), sent };
  },
);

/** Proformas, and reminders of forecasts that are due. */
export const proformaRoutes = [list, one, enter, decide, missing, remind] as const;
