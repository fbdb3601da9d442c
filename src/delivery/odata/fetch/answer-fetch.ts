import { answerRows, type RowsRequest } from '../answer-rows.ts';
import type { Model } from '../model/entity.ts';
import { pageSizeMost, type ServiceAnswer } from '../request.ts';
import { invalid } from '../sql/typed.ts';
import { fetchOf } from './read-fetch.ts';

/**
 * Answers `set?fetchXml=…`, the query language of Dataverse, with the rows that the same query of OData has. More pages
 * are told by `morerecords` and a paging cookie, as there. Refuses as `fetchOf` does.
 */
export async function answerFetch(
  rowsRequest: RowsRequest,
  xml: string,
  model: Model,
): Promise<ServiceAnswer> {
  const { reached, options: urlOptions, request, preferences } = rowsRequest;
  if (!reached.isCollection || reached.property !== null || reached.only !== null)
    throw invalid('fetchXml applies to a set only', 0);
  const other = Object.keys(urlOptions).find((name) => name !== 'custom' && name !== 'format');
  if (other !== undefined) throw invalid(`$${other} cannot be combined with fetchXml`, 0);
  const { options, pageSize, page, query } = fetchOf(xml, reached.entity, model);
  const size = Math.min(pageSize ?? pageSizeMost, preferences.pageSize ?? pageSizeMost, pageSizeMost);
  const token = tokenIn(xml);
  const skipped = token === null && page > 1 ? { skip: (page - 1) * size } : {};
  return answerRows({
    ...rowsRequest,
    options: { ...options, ...skipped, ...(token === null ? {} : { skiptoken: token }) },
    preferences: { ...preferences, pageSize: size },
    request: { ...request, query: `fetchXml=${encodeURIComponent(query)}` },
    nextPart: (next) => cookieParts(next, page),
  });
}

/** The token of a page inside the paging cookie, whatever its quotation marks have become on the way. */
function tokenIn(xml: string): string | null {
  return (
    /paging-cookie\s*=\s*["'][^<>]*?token v=(?:&quot;|&#34;|&amp;quot;|")([\w-]+)/.exec(xml)?.[1] ?? null
  );
}

/** What clients of Dataverse read: whether there is more, and a cookie that they send back with the next page. */
function cookieParts(token: string, page: number): string {
  const inner = `<cookie page="${String(page)}"><token v="${token}" /></cookie>`;
  const written = encodeURIComponent(encodeURIComponent(inner));
  const cookie = `<cookie pagenumber="${String(page + 1)}" pagingcookie="${written}" istracking="False" />`;
  return (
    `"@Microsoft.Dynamics.CRM.morerecords":true,` +
    `"@Microsoft.Dynamics.CRM.fetchxmlpagingcookie":${JSON.stringify(cookie)}`
  );
}
