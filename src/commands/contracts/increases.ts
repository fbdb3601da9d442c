import type { Command } from 'commander';
import { decideOnIncrease, listIncreases, percentText } from '../../contracts/index.ts';
import { monthOfDay } from '../../kernel/month.ts';
import {
  actingCommand,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  type ActingOptions,
} from '../command.ts';
import { givenMonth, givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';

/** `daybook contracts increases list|approve|reject` */
export function increasesCommand(): Command {
  const increases = groupCommand(
    'increases',
    'Increases above the limits of the operator: due, and awaiting a second person.',
    'daybook contracts increases list --month 2026-01',
  );
  increases.addCommand(
    actingCommand('list', 'Increases that wait.', 'daybook contracts increases list --month 2026-01')
      .option('--month <month>', 'last service month YYYY-MM (default: this month)')
      .action(list),
    { isDefault: true },
  );
  for (const [name, decision, says] of [
    ['approve', 'approved', 'Approve an increase that you did not enter; it is applied with its month.'],
    ['reject', 'rejected', 'Reject an increase; needs --reason. It stays pending until its terms change.'],
  ] as const)
    increases.addCommand(
      actingCommand(name, says, `daybook contracts increases ${name} 0170 2026-01 --reason "as agreed"`)
        .argument('<site>', 'site number', givenSite)
        .argument('<month>', 'first service month of the new rates, YYYY-MM', givenMonth)
        .action(async (site: string, month: ReturnType<typeof givenMonth>, options: ActingOptions) => {
          await withCaller(options, (acting) => decideOnIncrease(acting, { site, month, decision }));
          if (options.json) return printJson({ site, month, decision });
          say(`The increase of site ${site} in ${month} is ${decision}.`);
        }),
    );
  return increases;
}

async function list(options: ActingOptions & { readonly month?: string }): Promise<void> {
  const increases = await withCaller(options, async (acting) => {
    const { month } = options;
    const through = month === undefined ? monthOfDay(await todayOf(acting, undefined)) : givenMonth(month);
    return listIncreases(acting, through);
  });
  if (options.json)
    return printJson(increases.map(({ percent, ...one }) => ({ ...one, percent: percentText(percent) })));
  if (increases.length === 0) return say('No increase awaits a second person.');
  print(
    table(
      ['site', 'customer', 'from', 'percent', 'awaits', 'rates'],
      increases.map((one) => [
        ...[one.site, one.customerName ?? '-', one.month, percentText(one.percent)],
        one.isForAVicePresident ? 'a regional vice president' : 'a second person',
        one.rates.join('; '),
      ]),
      ['percent'],
    ),
  );
  say(`${counted(increases.length, 'increase')}. Next: daybook contracts increases approve SITE MONTH`);
}
