import { exportRows } from '../use-cases/export-rows.ts';
import { versioned } from './answer-json.ts';
import { queryOf, type RowsRequest } from './answer-rows.ts';
import type { Kind } from './model/edm.ts';
import { workbookType, type Format, type ServiceAnswer } from './request.ts';
import { allOf, countOf } from './sql/page.ts';
import { invalid, unsupported } from './sql/typed.ts';

type FileFormat = Exclude<Format, 'json'>;

const mediaTypes: Readonly<Record<FileFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: workbookType,
};

/** How a column of a workbook reads its texts; what is not named here is text. */
const columnKinds: Readonly<Partial<Record<Kind | 'null', 'figure' | 'date' | 'boolean'>>> = {
  integer: 'figure',
  decimal: 'figure',
  date: 'date',
  boolean: 'boolean',
};

/**
 * Answers with all rows of a collection as a file, CSV or an Excel workbook, without pages. It is an export, and told
 * as one.
 */
export async function answerFile(rowsRequest: RowsRequest, format: FileFormat): Promise<ServiceAnswer> {
  const { reached, options, request, caller } = rowsRequest;
  const { entity, isCollection, only } = reached;
  if (!isCollection || only !== null) throw invalid('only a collection can be a file', 0);
  if (options.expand !== undefined) throw unsupported('$expand in a file');
  const query = queryOf(rowsRequest);
  const { columns, rows } = allOf(query);
  const stream = await exportRows(caller, {
    what: entity.set,
    query: decodeURIComponent(request.query),
    format,
    columns: columns.map(({ name, kind }) => ({ title: name, kind: columnKinds[kind] ?? 'text' })),
    rows,
    count: countOf(query),
    skip: options.skip,
    top: options.top,
  });
  return {
    status: 200,
    headers: {
      ...versioned,
      'content-type': mediaTypes[format],
      'content-disposition': `attachment; filename="${entity.set}.${format}"`,
    },
    body: '',
    stream,
  };
}
