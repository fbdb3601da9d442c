import { Badge, type BadgeProps } from '@fluentui/react-components';
import type { ReactNode } from 'react';

/** What a state means for whoever looks: nothing to do, someone is needed, it failed, it is closed, it goes on. */
export type Meaning = 'good' | 'needed' | 'bad' | 'closed' | 'going';

const colors: Readonly<Record<Meaning, NonNullable<BadgeProps['color']>>> = {
  good: 'success',
  needed: 'warning',
  bad: 'danger',
  closed: 'subtle',
  going: 'informative',
};

/** A state in words; its color repeats what it means. */
export function StateChip({
  meaning,
  children,
}: {
  readonly meaning: Meaning;
  readonly children: string;
}): ReactNode {
  return (
    <Badge
      appearance="tint"
      shape="rounded"
      size="medium"
      color={colors[meaning]}
      style={{ whiteSpace: 'nowrap' }}
    >
      {children}
    </Badge>
  );
}
