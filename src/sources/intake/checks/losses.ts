import { refusal } from '../../../kernel/errors.ts';
import type { Connection } from '../../../platform/database/index.ts';
import type { Warning } from '../batch.ts';
import type { Intake, TakeInOptions } from '../taken-in.ts';
import { requireOverride } from './own-report.ts';
import type { Loss, Publication } from '../warehouse-door.ts';

/** A site's month that loses fewer rows than this is told, not refused: of ten rows one is a tenth. */
const rowsLostMin = 10;

/**
 * Refuses a complete list, or a file for months that are there, which would take away more than the intake allows
 * (SOURCES_LIST_SHRINKS, SOURCES_MONTH_SHRINKS): it has most likely arrived in part. With a reason it is let through,
 * and the reason stays with the load as a warning; a revenue report only by someone who did not submit it
 * (SECURITY_CONFLICT).
 */
export async function checkLosses(
  transaction: Connection,
  intake: Intake,
  { options, publication }: { readonly options: TakeInOptions; readonly publication: Publication },
): Promise<Warning[]> {
  const { maxLossPercent } = intake;
  const losses = (await publication.losses(transaction)).filter(
    ({ before, lost, isList }) => lost * 100 > before * maxLossPercent && (isList || lost >= rowsLostMin),
  );
  const [worst] = losses;
  if (!worst) return [];
  const parameters = { ...parametersOf(worst, options), percent: maxLossPercent, places: losses.length };
  const why = refusal(worst.isList ? 'SOURCES_LIST_SHRINKS' : 'SOURCES_MONTH_SHRINKS', parameters);
  if (options.lossAccepted === undefined) throw why;
  await requireOverride(intake, options);
  return [{ rule: 'loss accepted', message: `${why.message} Loaded all the same: ${options.lossAccepted}` }];
}

function parametersOf(loss: Loss, { feed, content }: TakeInOptions): Record<string, string | number> {
  const { before, lost, names, place } = loss;
  return {
    file: content.name,
    feed: feed.name,
    before,
    lost,
    after: before - lost,
    place: place ?? '',
    names: names.length === 0 ? '' : ` Among them: ${names.join(', ')}.`,
  };
}
