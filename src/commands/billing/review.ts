import type { Command } from 'commander';
import { approveStatements, refuseStatements, type Reviewed } from '../../billing/index.ts';
import type { Each } from '../../platform/database/index.ts';
import { actingCommand, say, wholeNumber, withCaller, type Acting, type ActingOptions } from '../command.ts';
import { tellEach } from '../each.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { tellOutdated } from './outdated.ts';

/** `daybook statements approve|reject|send-back` */
export function reviewCommands(): Command[] {
  return [
    reviewing(
      'approve',
      'Approve statements in review.',
      'daybook statements approve 7 --reason "agreed with the client"',
      async (acting, chosen) => approveStatements(acting, await operatorOf(acting.configuration), chosen),
    ),
    reviewing(
      'reject',
      'Reject unsent statements, with a reason; they are then regenerated.',
      'daybook statements reject 7 --reason "the rate of the new contract is missing"',
      (acting, chosen) => refuseStatements(acting, 'reject', chosen),
    ),
    reviewing(
      'send-back',
      'Send statements back to AR review, with a reason.',
      'daybook statements send-back 7 --reason "ask the site about the hours of the 12th"',
      (acting, chosen) => refuseStatements(acting, 'send-back', chosen),
    ),
  ];
}

interface Chosen {
  readonly statementIds: readonly string[];
  readonly seenChange: number | null;
}

type Review = (acting: Acting, chosen: Chosen) => Promise<Each<Reviewed>>;

interface ReviewOptions extends ActingOptions {
  readonly seen?: number;
}

function reviewing(name: string, description: string, example: string, review: Review): Command {
  return actingCommand(name, description, example)
    .argument('<id...>', 'statement numbers')
    .option('--seen <change>', 'refuse if it has changed since this change number', wholeNumber(1))
    .action(async (statementIds: readonly string[], options: ReviewOptions) => {
      const chosen = { statementIds, seenChange: options.seen ?? null };
      const each = await withCaller(options, (acting) => review(acting, chosen));
      each.done.forEach(tellOutdated);
      tellEach(each, options, {
        json: (done, errors) => [
          ...done.map(({ statementId, state }) => ({ statementId, state })),
          ...errors,
        ],
        words: (done) => {
          for (const { statementId, state } of done) say(`Statement ${statementId} is ${state}.`);
        },
      });
    });
}
