import { useQuery } from '@tanstack/react-query';
import { exportLimitsQuery } from '../../service/acts/compliance.ts';
import { may, useMe } from '../../service/session.ts';
import { lists } from '../../texts/lists.ts';
import { figure } from '../format.ts';

/** How many rows leave in one export of the person without approval, in a sentence; nothing until that is known. */
export function useExportLimit(): string | undefined {
  const enabled = may(useMe(), 'export-request', 'read');
  const { data = [] } = useQuery({ ...exportLimitsQuery, enabled });
  const limit = data.find((each) => each.is_mine);
  return limit === undefined ? undefined : lists.exportLimit(figure(limit.rows, 'count'));
}
