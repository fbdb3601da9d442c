import type { Command } from 'commander';
import {
  approveStatements,
  refuseStatements,
  type Reviewed,
  type StatementChoice,
} from '../../billing/index.ts';
import type { Each } from '../../platform/database/index.ts';
import { actingCommand, say, wholeNumber, withCaller, type Acting } from '../command.ts';
import { tellEach } from '../each.ts';
import { operatorOf } from '../given/operator-profile.ts';
import { choiceOf, tellPreview, withChoice, type ChoosingOptions } from './choosing.ts';
import { tellOutdated } from './outdated.ts';

/** `daybook statements approve|reject|send-back` */
export function reviewCommands(): Command[] {
  return [
    reviewing(
      {
        action: 'approve',
        description: 'Approve statements in review.',
        example: 'daybook statements approve 7 --reason "agreed with the client"',
      },
      async (acting, chosen) => approveStatements(acting, await operatorOf(acting.configuration), chosen),
    ),
    reviewing(
      {
        action: 'reject',
        description: 'Reject unsent statements, with a reason; they are then regenerated.',
        example: 'daybook statements reject 7 --reason "the rate of the new contract is missing"',
      },
      (acting, chosen) => refuseStatements(acting, 'reject', chosen),
    ),
    reviewing(
      {
        action: 'send-back',
        description: 'Send statements back to AR review, with a reason.',
        example: 'daybook statements send-back 7 --reason "ask the site about the hours of the 12th"',
      },
      (acting, chosen) => refuseStatements(acting, 'send-back', chosen),
    ),
  ];
}

interface Chosen {
  readonly choice: StatementChoice;
  readonly seenChange: number | null;
}

type Review = (acting: Acting, chosen: Chosen) => Promise<Each<Reviewed>>;

interface ReviewOptions extends ChoosingOptions {
  readonly seen?: number;
}

interface Outcome {
  readonly action: 'approve' | 'reject' | 'send-back';
  readonly description: string;
  readonly example: string;
}

function reviewing({ action, description, example }: Outcome, review: Review): Command {
  return withChoice(actingCommand(action, description, example))
    .option('--seen <change>', 'refuse if it has changed since this change number', wholeNumber(1))
    .action(async (statementIds: readonly string[], options: ReviewOptions) => {
      const choice = choiceOf(statementIds, options);
      if (options.dryRun === true) return tellPreview(action, choice, options);
      const chosen = { choice, seenChange: options.seen ?? null };
      const each = await withCaller(options, (acting) => review(acting, chosen));
      each.done.forEach(tellOutdated);
      tellEach(each, options, {
        json: (done, errors) => [
          ...done.map(({ statementId, state }) => ({ statementId, state })),
          ...errors,
        ],
        words: (done) => {
          for (const { statementId, state } of done) say(`Statement ${statementId} is ${state}.`);
          if (done.length === 0) say('No matching statement in review.');
        },
      });
    });
}
