import { targetOf, type Entity, type Model, type Navigation, type Property } from '../odata/index.ts';

/** A table of the report model: an entity of the data service, without personal data. */
export interface ChosenTable {
  readonly entity: Entity;
  readonly columns: readonly Property[];
  /** The day of a row, which leads to the calendar and by which it is refreshed; null where it has none. */
  readonly day: Property | null;
}

/** A way between tables, from many rows to one. Only one way between two tables counts by itself. */
export interface ChosenWay {
  readonly from: string;
  readonly fromColumn: string;
  readonly to: string;
  readonly toColumn: string;
  readonly isActive: boolean;
}

const calendar = 'calendar_day';

/** The entity that says which sites are whose; hidden in reports. */
export const sitesOfPeople = 'effective_site';

/**
 * Tables that a report needs: sites, whatever leads to one, what these lead to, and the calendar. A table that says
 * something of people is left out, and so are those columns of sites: reports are shared further than the people who
 * made them.
 */
export function chosenTables(model: Model): ChosenTable[] {
  const leading = [...model.entities.values()].filter(
    ({ name, navigations }) => name === 'site' || navigations.get('site')?.isCollection === false,
  );
  const others = leading.flatMap((entity) => waysOf(entity).map((way) => targetOf(model, way)));
  const calendars = [model.entities.get(calendar)].filter((entity) => entity !== undefined);
  const entities = new Set([...leading, ...others, ...calendars]);
  return [...entities]
    .filter((entity) => entity.name === 'site' || !isAboutPeople(entity))
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((entity) => ({
      entity,
      columns: columnsOf(entity).filter((column) => !isPersonal(column)),
      day: entity.name === calendar ? null : dayOf(entity),
    }));
}

/** Whose the sites are is what the role of the report compares with whoever looks at it. */
function columnsOf({ name, properties }: Entity): Property[] {
  const columns = [...properties.values()].filter(
    ({ type }) => type.kind !== 'json' && type.kind !== 'texts',
  );
  return name === sitesOfPeople ? columns.map((column) => ({ ...column, comment: '' })) : columns;
}

function isAboutPeople(entity: Entity): boolean {
  const leadsToOne = entity.navigations.get('person')?.isCollection === false;
  return (leadsToOne && entity.name !== sitesOfPeople) || columnsOf(entity).some(isPersonal);
}

function isPersonal({ comment }: Property): boolean {
  return comment.includes('personal data');
}

/** Only a day that is part of the key is one that a row belongs to. */
function dayOf({ key, properties }: Entity): Property | null {
  const days = key.flatMap((name) => properties.get(name) ?? []);
  return days.find(({ type }) => type.kind === 'date') ?? null;
}

/** Navigations to one row by one column. */
function waysOf({ navigations }: Entity): Navigation[] {
  return [...navigations.values()].filter(({ isCollection, on }) => !isCollection && on.length === 1);
}

/**
 * The ways between chosen tables. A table leads to its site and its day by itself; a way to another table that leads to
 * a site as well would be a second one, and counts only where a measure asks for it.
 */
export function chosenRelationships(tables: readonly ChosenTable[], model: Model): ChosenWay[] {
  const chosen = new Map(tables.map((table) => [table.entity.name, table]));
  return tables.flatMap(({ entity, day }): ChosenWay[] => {
    const ways = waysOf(entity).flatMap((way): ChosenWay[] => {
      const target = targetOf(model, way);
      const [[own, other] = ['', '']] = way.on;
      if (!chosen.has(target.name)) return [];
      const leadsToSite = target.navigations.get('site')?.isCollection === false;
      const from = { from: entity.set, fromColumn: own };
      return [{ ...from, to: target.set, toColumn: other, isActive: !leadsToSite }];
    });
    const days = chosen.get(calendar)?.entity;
    if (day === null || days === undefined) return ways;
    const toDay = { from: entity.set, fromColumn: day.name, to: days.set, toColumn: 'day_on' };
    return [...ways, { ...toDay, isActive: true }];
  });
}
