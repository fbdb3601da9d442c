import { Select } from '@fluentui/react-components';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { filtersOf } from './filters.ts';

/** What a page that has several lists in one place shows, which its address says as `show`, and the choice of it. */
export function useShown<Face extends string>(
  faces: readonly [Face, ...Face[]],
  { name, titles }: { readonly name: string; readonly titles: Readonly<Record<Face, string>> },
): { readonly face: Face; readonly choice: ReactNode } {
  const navigate = useNavigate();
  const chosen = filtersOf(useSearch({ strict: false }))['show'];
  const face = faces.find((each) => each === chosen) ?? faces[0];
  const choice = (
    <Select
      aria-label={name}
      value={face}
      onChange={(_event, { value }) => {
        void navigate({ to: '.', search: (before) => ({ ...before, show: value }), replace: true });
      }}
    >
      {faces.map((each) => (
        <option key={each} value={each}>
          {titles[each]}
        </option>
      ))}
    </Select>
  );
  return { face, choice };
}
