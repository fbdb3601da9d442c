import type { ReactNode } from 'react';
import { facesOf, type FaceOf } from '../design/frame/faces.ts';
import { Page } from '../design/page.tsx';
import { Tabs, useTab } from '../design/tabs.tsx';
import { useMe } from '../service/session.ts';
import { dataTexts as texts } from '../texts/data.ts';
import { Dictionary } from './dictionary.tsx';
import { FormerRecords } from './former-records.tsx';
import { Freshness } from './freshness.tsx';
import { LineagePage } from './lineage.tsx';
import { LoadList } from './load-list.tsx';
import { Quarantine } from './quarantine.tsx';
import { Questions } from './questions.tsx';
import { Upload } from './upload.tsx';
import { Workbooks } from './workbooks.tsx';

type Face = FaceOf<'data'>;

const contents: Readonly<Record<Face, () => ReactNode>> = {
  quarantine: () => <Quarantine />,
  loads: () => <LoadList />,
  freshness: () => <Freshness />,
  workbooks: () => <Workbooks />,
  upload: () => <Upload />,
  questions: () => <Questions />,
  lineage: () => <LineagePage />,
  dictionary: () => <Dictionary />,
  takeover: () => <FormerRecords />,
};

const filling: readonly Face[] = ['quarantine', 'loads', 'workbooks', 'dictionary', 'takeover'];

/** What was loaded, what was held back, how fresh it is, what can be asked, and what it means. */
export function DataPage(): ReactNode {
  const me = useMe();
  const faces = facesOf(me, 'data');
  const face = useTab<Face>(faces.length === 0 ? ['questions'] : faces);
  return (
    <Page
      title={texts.title}
      state={texts.tabs[face]}
      tabs={<Tabs names={faces} titles={texts.tabs} />}
      isFilling={filling.includes(face)}
    >
      {contents[face]()}
    </Page>
  );
}
