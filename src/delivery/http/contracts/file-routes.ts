import { z } from 'zod';
import { exportContract, exportFileOf, importExports } from '../../../contracts/index.ts';
import { monthOfDay } from '../../../kernel/month.ts';
import { askedMonth, site, textOrNull } from '../routing/fields.ts';
import { route } from '../routing/route.ts';
import { findingShape } from './shapes.ts';

/** Many contracts are checked before the answer. */
const milliseconds = 120_000;

const file = route(
  {
    method: 'GET',
    path: '/contracts/:site/file',
    place: 'Contracts',
    summary: 'A contract in the format of the exports.',
    access: 'data:read',
    params: z.strictObject({ site }),
    query: z.strictObject({ month: askedMonth('Service month (default: this month)').optional() }),
    answer: z.unknown().describe('The file'),
    refusals: ['CONTRACTS_SITE_WITHOUT_CONTRACT', 'SECURITY_EXPORT_WAITS', 'SECURITY_SUPPORT_READS_ONLY'],
  },
  async ({ principal, params, query, parts, reply }) => {
    const month = query.month ?? monthOfDay(await parts.billing.today());
    const exported = await exportContract(principal, { site: params.site, month });
    return (
      reply
        .header('content-disposition', `attachment; filename="contract-${month}.json"`)
        .type('application/json; charset=utf-8')
        // As text: numbers stay as they were written.
        .send(`${JSON.stringify(exported, null, 2)}\n`)
    );
  },
);

const imported = route(
  {
    method: 'POST',
    path: '/contracts/files',
    place: 'Contracts',
    summary: 'Imports contract exports, each for itself; what changes billing awaits a second person.',
    details: 'At most 1 MiB in one request.',
    access: 'data:write',
    body: z.strictObject({
      files: z
        .array(
          z.strictObject({
            name: z.string().min(1).max(255).describe('Name of the file'),
            content: z.string().describe('Its text: the export of one contract'),
          }),
        )
        .min(1)
        .max(1_000)
        .describe('Exports, one contract each'),
      from: askedMonth('First service month of the changes (default: this month)').optional(),
      is_strict: z.boolean().default(false).describe('Reject a faulty contract instead of keeping a draft'),
    }),
    answer: z.array(
      z.strictObject({
        file: z.string().describe('Name of the file'),
        site: textOrNull('Site; null if the file does not say'),
        outcome: z.enum(['imported', 'unchanged', 'draft', 'rejected']).describe('Outcome'),
        is_waiting: z.boolean().describe('It counts once a second person approves it'),
        findings: z.array(findingShape).describe('Findings of its checks'),
      }),
    ),
    milliseconds,
  },
  async ({ principal, body, parts }) => {
    const files = new Map(body.files.map((one, at) => [String(at), one]));
    return importExports(principal, {
      from: body.from ?? monthOfDay(await parts.billing.today()),
      isStrict: body.is_strict,
      paths: [...files.keys()],
      read: (path) => {
        const { name = '', content = '' } = files.get(path) ?? {};
        return Promise.resolve(exportFileOf(name, Buffer.from(content)));
      },
      progress: () => undefined,
    });
  },
);

/** Contracts as files, in and out. */
export const contractFileRoutes = [file, imported] as const;
