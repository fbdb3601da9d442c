import { exportRows } from '../use-cases/export-rows.ts';
import { versioned } from './answer-json.ts';
import { queryOf, type RowsRequest } from './answer-rows.ts';
import type { ServiceAnswer } from './request.ts';
import { allOf, countOf } from './sql/page.ts';
import { invalid, unsupported } from './sql/typed.ts';

/** Answers with all rows of a collection as a CSV file, without pages. It is an export, and told as one. */
export async function answerCsv(rowsRequest: RowsRequest): Promise<ServiceAnswer> {
  const { reached, options, request, caller } = rowsRequest;
  const { entity, isCollection, only } = reached;
  if (!isCollection || only !== null) throw invalid('CSV is of collections', 0);
  if (options.expand !== undefined) throw unsupported('$expand in CSV');
  const query = queryOf(rowsRequest);
  const { columns, rows } = allOf(query);
  const stream = await exportRows(caller, {
    what: entity.set,
    query: decodeURIComponent(request.query),
    columns,
    rows,
    count: countOf(query),
  });
  return {
    status: 200,
    headers: {
      ...versioned,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${entity.set}.csv"`,
    },
    body: '',
    stream,
  };
}
