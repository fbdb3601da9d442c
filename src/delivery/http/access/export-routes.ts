import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { decideLargeExport, listLargeExports } from '../../../platform/security/index.ts';
import { guestOf, principalOf } from '../gate.ts';
import { bodyOf, numberOf } from '../read-body.ts';
import type { ServerOptions } from '../server-options.ts';

const decided = z.strictObject({ reason: z.string().trim().min(1).max(2_000) });

/** `GET /export-requests`, `POST /export-requests/<number>/approve` and `…/refuse`. */
export function addExportRoutes(server: FastifyInstance, { doors }: ServerOptions): void {
  server.get('/export-requests', (request) => listLargeExports(principalOf(guestOf(request), doors.owner)));
  for (const [word, decision] of [
    ['approve', 'approved'],
    ['refuse', 'refused'],
  ] as const)
    server.post<{ Params: { id: string } }>(`/export-requests/:id/${word}`, async (request) => {
      const { reason } = bodyOf(request.body, decided);
      const exportRequestId = numberOf(request.params.id);
      await decideLargeExport(
        { ...principalOf(guestOf(request), doors.owner), reason },
        exportRequestId,
        decision,
      );
      return { exportRequestId, decision };
    });
}
