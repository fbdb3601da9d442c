import { z } from 'zod';
import { listBackups } from '../../../platform/operations/index.ts';
import { exact, moment, number, person } from '../routing/fields.ts';
import { route } from '../routing/route.ts';

const proofShape = z.strictObject({
  proven_at: moment('When it was proven'),
  proven_by: person('Who had it proven'),
  restore_seconds: exact('seconds', 'Until the restored database answered'),
  total_seconds: exact('seconds', 'Of the whole proof'),
  newest_entry: exact('number', 'Newest entry of the restored audit trail'),
  entries_verified: exact('entries', 'Entries of that trail that were verified'),
  log_bytes: exact('bytes', 'Of the log behind the backup that were recovered'),
  lost_seconds: exact('seconds', 'Before the proof of which nothing was stored yet').nullable(),
  findings: z.array(z.string()).describe('What was wrong; empty when the backup is good'),
});

const listed = route(
  {
    method: 'GET',
    path: '/backups',
    place: 'Administration',
    summary: 'Lists the backups of the database with their newest proofs, newest first.',
    access: 'data:read',
    answer: z.array(
      z.strictObject({
        label: z.string().describe('Name of the backup'),
        kind: z
          .enum(['full', 'incremental'])
          .describe('The whole cluster, or what was written since `parent`'),
        parent: z.string().describe('Backup that an incremental one builds upon').nullable(),
        started_at: moment('When it was begun'),
        ended_at: moment('When the server had sent it; later commits are not in it'),
        start_position: z.string().describe('Position in the log from which it is recovered'),
        end_position: z.string().describe('Position in the log up to which it is recovered'),
        timeline: z.int().describe('Timeline of these positions'),
        server_version: z.string().describe('Version of its server'),
        stored_bytes: number('Bytes of its files as they are stored'),
        sha256: z.string().describe('SHA-256 of the stored archive'),
        place: z.string().describe('Folder that it was stored in'),
        recipient: z.string().describe('Public half of the key that it is encrypted to'),
        made_by: person('Who made it'),
        removed_at: moment('When it was removed; null while it is in its folder').nullable(),
        copies: z
          .array(
            z.strictObject({
              location: z.string().describe('Folder or address, without secrets'),
              copied_at: moment('When it was seen to be there, whole'),
            }),
          )
          .describe('Other locations where it is'),
        proof: proofShape.nullable().describe('Its newest proof; null while it was not proven'),
      }),
    ),
  },
  ({ principal }) => listBackups(principal),
);

/** Backups: what `daybook backup list` shows. */
export const backupRoutes = [listed] as const;
