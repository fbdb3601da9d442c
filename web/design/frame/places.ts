import {
  BookContactsRegular,
  BuildingMultipleRegular,
  CalendarDataBarRegular,
  DatabaseRegular,
  DocumentTextRegular,
  HomeRegular,
  SettingsRegular,
  TableCalculatorRegular,
  type FluentIcon,
} from '@fluentui/react-icons';
import { may, type Me } from '../../service/session.ts';
import type { frame } from '../../texts/frame.ts';

/** A place of the rail. */
export interface Place {
  readonly name: keyof typeof frame.places;
  readonly path: string;
  readonly icon: FluentIcon;
  /** Any of these rights opens it; none: it is everybody's. */
  readonly rights: readonly (readonly [object: string, action: string])[];
}

const places: readonly Place[] = [
  { name: 'home', path: '/', icon: HomeRegular, rights: [] },
  { name: 'sites', path: '/sites', icon: BuildingMultipleRegular, rights: [['site', 'read']] },
  { name: 'contracts', path: '/contracts', icon: BookContactsRegular, rights: [['contract', 'read']] },
  { name: 'statements', path: '/statements', icon: DocumentTextRegular, rights: [['statement', 'read']] },
  { name: 'forecast', path: '/forecast', icon: CalendarDataBarRegular, rights: [['forecast', 'read']] },
  {
    name: 'profitAndLoss',
    path: '/profit-and-loss',
    icon: TableCalculatorRegular,
    rights: [['profit-and-loss', 'read']],
  },
  {
    name: 'data',
    path: '/data',
    icon: DatabaseRegular,
    rights: [['load', 'read']],
  },
  {
    name: 'administration',
    path: '/administration',
    icon: SettingsRegular,
    rights: [
      ['user', 'read'],
      ['right', 'read'],
      ['audit-trail', 'read'],
      ['configuration', 'read'],
      ['ledger-posting', 'read'],
      ['scheduled-job', 'read'],
      ['alert', 'read'],
    ],
  },
];

/** The places that exist in this version and that the person may use, in the order of the rail. */
export function placesOf(me: Me, paths: ReadonlySet<string>): readonly Place[] {
  return places.filter(
    ({ path, rights }) =>
      paths.has(path) && (rights.length === 0 || rights.some(([object, action]) => may(me, object, action))),
  );
}
