import { ServiceRefusal } from '../../service/client.ts';

/** A place of the terms as a refusal names it, at the begin of a sentence about what is wrong there. */
const place = /(?<=\. )([a-z]\w*(?:\[\d+\])?(?:\.\w+(?:\[\d+\])?)*): /g;

/** What a refusal of terms says of each place; nothing where it is about something else. */
export function refusedTerms(cause: Error | null): ReadonlyMap<string, string> {
  if (!(cause instanceof ServiceRefusal) || cause.code !== 'CONTRACTS_EDIT_REJECTED') return new Map();
  const places = [...cause.message.matchAll(place)];
  return new Map(
    places.map((match, at) => {
      const end = places[at + 1]?.index ?? cause.message.length;
      return [match[1] ?? '', cause.message.slice(match.index + match[0].length, end).trim()];
    }),
  );
}

/** The refusal for people, who see the places marked. */
export function withoutPlaces(message: string): string {
  return message.replaceAll(place, '');
}
