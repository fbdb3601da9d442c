import type { Command } from 'commander';
import { groupCommand } from '../command.ts';
import { accuracyCommand } from './analysis/accuracy.ts';
import { backTestCommand } from './analysis/back-test.ts';
import { bridgeCommand } from './analysis/bridge.ts';
import { compareCommand } from './compare.ts';
import { calendarCommand } from './cycle/calendar.ts';
import { carryRatesCommand } from './carry-rates.ts';
import { commentsCommand } from './comments.ts';
import { copyScheduleCommand } from './copy-schedule.ts';
import { getCommand, setCommand } from './entries.ts';
import { eventsCommand } from './events.ts';
import { exportCommand, importCommand } from './files.ts';
import { initCommand } from './init.ts';
import { remindCommand } from './cycle/remind.ts';
import { proformaCommand } from './proforma.ts';
import { rollCommand } from './cycle/roll.ts';
import { submissionCommands } from './cycle/submissions.ts';
import { versionCommands } from './versions.ts';
import { whatIfCommand } from './analysis/what-if.ts';

/**
 * `daybook forecast get|compare|set|import|export|init|copy-schedule|carry-rates`,
 * `versions|take|compare-versions|promote`, `submit|approve|reject|calendar|roll|remind`,
 * `events|comments|proforma|what-if|bridge|back-test|accuracy`
 */
export function forecastCommand(): Command {
  const forecast = groupCommand(
    'forecast',
    'Forecasts: enter them, keep versions, submit and approve.',
    'daybook forecast set --site 0170 --set statistics.valet-daily@2025-07-03=45',
  );
  const commands = [
    getCommand(),
    compareCommand(),
    setCommand(),
    importCommand(),
    exportCommand(),
    initCommand(),
    copyScheduleCommand(),
    carryRatesCommand(),
    whatIfCommand(),
    bridgeCommand(),
    backTestCommand(),
    accuracyCommand(),
    calendarCommand(),
    rollCommand(),
    remindCommand(),
    eventsCommand(),
    commentsCommand(),
    proformaCommand(),
  ];
  for (const command of [...commands, ...versionCommands(), ...submissionCommands()])
    forecast.addCommand(command);
  return forecast;
}
