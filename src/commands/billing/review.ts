import type { Command } from 'commander';
import {
  approveStatement,
  refuseStatement,
  type Acting,
  type State,
  type StatementDetail,
} from '../../billing/index.ts';
import { refusal, type Refusal } from '../../kernel/errors.ts';
import { eachForItself, type Database } from '../../platform/database/index.ts';
import { requireRight, type Right } from '../../platform/security/index.ts';
import { actingCommand, say, wholeNumber, withCaller, type ActingOptions } from '../command.ts';
import { tellEach } from '../each.ts';
import { tellOutdated } from './outdated.ts';
import { statementOf } from './statement-of.ts';

/** `daybook statements approve|reject|send-back` */
export function reviewCommands(): Command[] {
  return [
    reviewing(
      'approve',
      'Approve statements in review.',
      'daybook statements approve 7 --reason "agreed with the client"',
      approveStatement,
    ),
    reviewing(
      'reject',
      'Reject unsent statements, with a reason; they are then regenerated.',
      'daybook statements reject 7 --reason "the rate of the new contract is missing"',
      refusing('reject'),
    ),
    reviewing(
      'send-back',
      'Send statements back to AR review, with a reason.',
      'daybook statements send-back 7 --reason "ask the site about the hours of the 12th"',
      refusing('send-back'),
    ),
  ];
}

/** What a review does to a statement: the state after, or a refusal that stays recorded. */
type Review = (database: Database, acting: Acting) => Promise<State | Refusal>;

/** A statement that is not taken on is so with a reason. Refuses with SECURITY_REASON_MISSING. */
function refusing(action: 'reject' | 'send-back'): Review {
  return (database, acting) => {
    if ((acting.reason ?? '').trim() === '') throw refusal('SECURITY_REASON_MISSING');
    return refuseStatement(database, acting, action);
  };
}

interface ReviewOptions extends ActingOptions {
  readonly seen?: number;
}

function reviewing(name: string, description: string, example: string, review: Review): Command {
  return actingCommand(name, description, example)
    .argument('<id...>', 'statement numbers')
    .option('--seen <change>', 'refuse if it has changed since this change number', wholeNumber(1))
    .action(async (statementIds: readonly string[], options: ReviewOptions) => {
      const { reason = null, seen: seenChange = null } = options;
      const each = await withCaller(options, ({ caller, database, person, configuration }) =>
        eachForItself(statementIds, async (statementId) => {
          await requireRight(caller, rightToReview(await statementOf(caller, statementId)));
          if (name === 'approve') await tellOutdated(database, { statementId, reason }, configuration);
          const state = await review(database, { statementId, actor: person.userId, reason, seenChange });
          return typeof state === 'string' ? { statementId, state } : state;
        }),
      );
      tellEach(each, options, {
        json: (done, errors) => [
          ...done.map(({ statementId, state }) => ({ statement_id: statementId, state })),
          ...errors,
        ],
        words: (done) => {
          for (const { statementId, state } of done) say(`Statement ${statementId} is ${state}.`);
        },
      });
    });
}

/** Who may review depends on the state in which the statement is (billing.md 4.2, operations.md 1.3). */
function rightToReview({ state, site }: StatementDetail): Right {
  const object = state === 'Approval Team' ? 'statement-approval' : 'statement-review';
  return { object, action: 'approve', site };
}
