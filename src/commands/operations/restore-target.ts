import { refusal } from '../../kernel/errors.ts';
import { readMoment } from '../../kernel/moment.ts';
import { readPosition } from '../../platform/database/index.ts';
import type { RestoreTarget } from '../../platform/operations/index.ts';

/**
 * Where a restore ends, from what was typed: `latest`, `backup`, a moment (in UTC unless it names its zone) or a
 * position of the log. Refuses with RESTORE_TARGET_UNREADABLE.
 */
export function restoreTarget(text: string): RestoreTarget {
  if (text === 'latest' || text === 'backup') return { kind: text };
  if (/^[0-9A-F]{1,8}\/[0-9A-F]{1,8}$/i.test(text)) return { kind: 'position', position: readPosition(text) };
  const moment = readMoment(text);
  if (moment.wrong !== undefined || !/[T ]/.test(text.trim()))
    throw refusal('RESTORE_TARGET_UNREADABLE', { text });
  return { kind: 'moment', at: new Date(`${moment.day}T${moment.clock}${moment.zone ?? '+00:00'}`) };
}
