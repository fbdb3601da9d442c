import { GrammarError } from './grammar-error.ts';
import { queryOptions, rules } from './options.ts';
import { contentId, preferences, protocolVersion, type Preferences } from './headers.ts';
import { asWritten, Reader, type Setting } from './reader.ts';
import { resourcePath } from './resource-path.ts';
import type { KindOfName, PathSegment, QueryOptions } from './syntax.ts';

export { GrammarError } from './grammar-error.ts';
export type { Preferences } from './headers.ts';
export type * from './syntax.ts';

/** A request below the service root. */
export interface RelativeUri {
  readonly path: readonly PathSegment[];
  readonly options: QueryOptions;
}

const unknown: KindOfName = () => undefined;

/** The segments of a path below the service root, as it stands in the URL; throws {@link GrammarError}. */
export function parseResourcePath(text: string, kindOf: KindOfName = unknown): PathSegment[] {
  return resourcePath(text, settingOf(kindOf));
}

/** The options behind the question mark, as they stand in the URL; throws {@link GrammarError}. */
export function parseQueryOptions(queryString: string, kindOf: KindOfName = unknown): QueryOptions {
  return queryOptions(queryString, settingOf(kindOf));
}

/**
 * Path and options of a request, as one line of a batch or a link in a body has them. `$metadata` and `$batch` take
 * a format only, and `$entity` needs to be told which: throws {@link GrammarError} otherwise.
 */
export function parseRelativeUri(text: string, kindOf: KindOfName = unknown): RelativeUri {
  const question = text.indexOf('?');
  const pathText = question < 0 ? text : text.slice(0, question);
  const path = parseResourcePath(pathText, kindOf);
  const options = question < 0 ? {} : parseQueryOptions(text.slice(question + 1), kindOf);
  const [first] = path;
  const otherOptions = Object.keys(options).filter((name) => name !== 'format' && name !== 'custom');
  if ((first?.kind === 'metadata' || first?.kind === 'batch') && otherOptions.length > 0) {
    throw new GrammarError(
      `no option of OData but $format, and not ${otherOptions.join(', ')},`,
      pathText.length + 1,
    );
  }
  if (first?.kind === 'entity' && options.id === undefined) {
    throw new GrammarError('the option $id', text.length);
  }
  return { path, options };
}

/** The value of a header `Prefer`; throws {@link GrammarError}. */
export function parsePreferences(header: string): Preferences {
  return preferences(new Reader(asWritten(header), settingOf(unknown)));
}

/** The value of `OData-Version` or `OData-MaxVersion`, as two numbers; throws {@link GrammarError}. */
export function parseVersion(header: string): readonly [major: number, minor: number] {
  return protocolVersion(new Reader(asWritten(header), settingOf(unknown)));
}

/** The value of `Content-ID`, or the id of a request in a batch of JSON; throws {@link GrammarError}. */
export function parseContentId(header: string): string {
  return contentId(new Reader(asWritten(header), settingOf(unknown)));
}

function settingOf(kindOf: KindOfName): Setting {
  return { rules, kindOf, offset: 0 };
}
