import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useMemo } from 'react';
import { sitesQuery } from '../../service/sites.ts';
import { sitesIn, useContextChoice } from '../context.ts';

/** An answer narrowed to the sites in the context. */
export function useQueryOfContext<Row extends { readonly site: string }>(
  query: UseQueryResult<readonly Row[]>,
): UseQueryResult<readonly Row[]> {
  const { at } = useContextChoice();
  const { data: sites } = useQuery({ ...sitesQuery, enabled: at !== null && at !== '' });
  const { data } = query;
  const rows = useMemo(() => {
    if (data === undefined || at === null || at === '') return data;
    const districts = new Map((sites ?? []).map(({ site, district }) => [site, district]));
    return sitesIn(
      data.map((row) => ({ row, site: row.site, district: districts.get(row.site) ?? null })),
      at,
    ).map(({ row }) => row);
  }, [data, sites, at]);
  return { ...query, data: rows } as UseQueryResult<readonly Row[]>;
}
