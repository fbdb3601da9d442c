import type { FastifyInstance } from 'fastify';
import type { Caller } from '../../platform/security/index.ts';
import { askAs, explainAs } from '../../warehouse/index.ts';
import { guestOf } from './gate.ts';

type Verb = (caller: Caller, question: string, parameters: Record<string, string>) => Promise<object>;

/** `GET /ask/<question>` and `GET /explain/<question>`: what `--json` prints; the query holds the parameters. */
export function addQuestionRoutes(server: FastifyInstance): void {
  const verbs: Readonly<Record<string, Verb>> = { ask: askAs, explain: explainAs };
  for (const [name, answer] of Object.entries(verbs)) {
    server.get<{ Params: { question: string }; Querystring: Record<string, string> }>(
      `/${name}/:question`,
      { config: { access: 'questions:read' } },
      (request) => answer(guestOf(request).caller, request.params.question, { ...request.query }),
    );
  }
}
