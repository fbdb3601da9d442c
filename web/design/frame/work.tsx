import { Button, Spinner } from '@fluentui/react-components';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useSentFiles } from '../../service/uploads.ts';
import { dataTexts } from '../../texts/data.ts';

/** Files that are still on their way, wherever one is, with the way back to them. */
export function WorkGoingOn(): ReactNode {
  const navigate = useNavigate();
  const count = useSentFiles().filter(({ state }) => state === 'sending').length;
  if (count === 0) return null;
  return (
    <Button
      appearance="subtle"
      icon={<Spinner size="extra-tiny" />}
      onClick={() => void navigate({ to: '/data', search: { tab: 'upload' } })}
    >
      {dataTexts.onTheirWay(count)}
    </Button>
  );
}
