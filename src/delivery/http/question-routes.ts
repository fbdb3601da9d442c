import type { FastifyInstance } from 'fastify';
import { refusal } from '../../kernel/errors.ts';
import type { Caller } from '../../platform/security/index.ts';
import { askAs, explainAs } from '../../warehouse/index.ts';
import { guestOf } from './gate.ts';

type Verb = (caller: Caller, question: string, parameters: Record<string, string>) => Promise<object>;

/** `GET /ask/<question>` and `GET /explain/<question>`: what `--json` prints; the query holds the parameters. */
export function addQuestionRoutes(server: FastifyInstance): void {
  const verbs: Readonly<Record<string, Verb>> = { ask: askAs, explain: explainAs };
  for (const [name, answer] of Object.entries(verbs)) {
    server.get<{ Params: { question: string }; Querystring: Record<string, string | string[]> }>(
      `/${name}/:question`,
      { config: { access: 'questions:read' } },
      (request) => answer(guestOf(request).caller, request.params.question, parametersOf(request.query)),
    );
  }
}

function parametersOf(query: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(query).map(([name, value]) => {
      if (typeof value !== 'string')
        throw refusal('HTTP_REQUEST_INVALID', { problem: `${name} appears in the address twice` });
      return [name, value];
    }),
  );
}
