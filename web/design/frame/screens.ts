import type { Me } from '../../service/session.ts';
import { administrationTexts } from '../../texts/administration.ts';
import { contractTexts } from '../../texts/contracts.ts';
import { dataTexts } from '../../texts/data.ts';
import { frame } from '../../texts/frame.ts';
import { statementTexts } from '../../texts/statements.ts';
import { facesOf, type FacedPlace } from './faces.ts';

/** A screen that can be gone to by its name. */
export interface Screen {
  readonly title: string;
  readonly link: string;
}

const titles: Readonly<Record<FacedPlace, Readonly<Record<string, string>>>> = {
  contracts: contractTexts.tabs,
  statements: statementTexts.tabs,
  data: dataTexts.tabs,
  administration: administrationTexts.tabs,
};

/** The tabs of a place that the person may use. Loaded when one searches: it brings the words of many pages. */
export function screensOf(me: Me, place: FacedPlace): readonly Screen[] {
  const faces: readonly string[] = facesOf(me, place);
  return faces.map((face) => ({
    title: `${frame.places[place]}: ${titles[place][face] ?? face}`,
    link: `/${place}?tab=${face}`,
  }));
}
