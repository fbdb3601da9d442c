import type { Command } from 'commander';
import { figureText, listCustomerNotices, type CustomerNotice } from '../../contracts/index.ts';
import { writeInside } from '../../kernel/inside-folder.ts';
import { actingCommand, print, printJson, say, withCaller, type ActingOptions } from '../command.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';

interface NoticeOptions extends ActingOptions {
  readonly out?: string;
}

/** `daybook contracts notices` */
export function noticesCommand(): Command {
  return actingCommand(
    'notices',
    'Increases that take effect in 60 to 90 days, for customer notices; --out writes the letters.',
    'daybook contracts notices --out ./letters',
  )
    .option('--out <dir>', 'folder for a letter to each customer')
    .action(tellNotices);
}

async function tellNotices(options: NoticeOptions): Promise<void> {
  const { notices, operator, today } = await withCaller(options, async (acting) => {
    const day = await todayOf(acting, undefined);
    const { name } = await operatorOf(acting.configuration);
    return { notices: await listCustomerNotices(acting, day), operator: name, today: day };
  });
  const { out } = options;
  if (out !== undefined)
    for (const notice of notices)
      await writeInside(out, `${notice.site}-${notice.from}.txt`, letterOf(notice, operator, today));
  if (options.json) return printJson(notices);
  if (notices.length === 0) return say('No increase takes effect in 60 to 90 days.');
  print(
    table(
      ['site', 'customer', 'from', 'what', 'until then', 'from then on', 'percent'],
      notices.flatMap(({ site, customerName, from, rates }) =>
        rates.map(({ what, unit, before, after, percent }) => [
          site,
          customerName ?? '-',
          from,
          what,
          figureText(before, unit),
          figureText(after, unit),
          percent ?? '-',
        ]),
      ),
      ['until then', 'from then on', 'percent'],
    ),
  );
  say(`${counted(notices.length, 'notice')}${out === undefined ? '' : `, letters in ${out}`}.`);
}

function letterOf(
  { site, customerName, from, rates }: CustomerNotice,
  operator: string,
  today: string,
): string {
  const lines = rates.map(({ what, unit, before, after, percent }) => {
    const by = percent === null ? '' : ` (${percent} %)`;
    return `  ${what}: ${figureText(before, unit)} until then, ${figureText(after, unit)} from then on${by}`;
  });
  return [
    operator,
    today,
    '',
    `To: ${customerName ?? `the customer of site ${site}`}`,
    `Site ${site}: rates from ${from}`,
    '',
    'Under our agreement, the following rates change with the service month',
    `${from}:`,
    '',
    ...lines,
    '',
    'Invoices for earlier months are not affected.',
    '',
    operator,
    '',
  ].join('\n');
}
