import type { EdmType } from './edm.ts';

/** A property of an entity: a column of its view. */
export interface Property {
  readonly name: string;
  readonly type: EdmType;
  readonly comment: string;
  /** Part of the key, so never null. */
  readonly isKey: boolean;
}

/** The way from one entity to others. */
export interface Navigation {
  readonly name: string;
  /** Name of the entity that it leads to. */
  readonly target: string;
  readonly isCollection: boolean;
  /** Pairs of columns that are equal: one of this entity, one of the target. */
  readonly on: readonly (readonly [own: string, other: string])[];
}

/** An entity of the service: a view of schema `api`. */
export interface Entity {
  /** Name of the view, such as `statement_line`. */
  readonly name: string;
  /** Name of the entity set, such as `statement_lines`. */
  readonly set: string;
  readonly comment: string;
  readonly properties: ReadonlyMap<string, Property>;
  /** The natural key, in its order; an alternate key to clients, whose primary key is a GUID. */
  readonly key: readonly string[];
  /** Name of the property with the GUID, such as `statement_line_guid`. */
  readonly guidName: string;
  readonly navigations: ReadonlyMap<string, Navigation>;
  /** The text that stands for a row where people read one, such as the name of a site. */
  readonly title: string | null;
}

/** Everything that the service offers, by name of the entity and by name of its set. */
export interface Model {
  readonly entities: ReadonlyMap<string, Entity>;
  readonly sets: ReadonlyMap<string, Entity>;
}

/** The entity that a navigation leads to. */
export function targetOf(model: Model, navigation: Navigation): Entity {
  const target = model.entities.get(navigation.target);
  if (target === undefined) throw new Error(`navigation ${navigation.name} leads nowhere`);
  return target;
}

/** Lookups of an entity by the name of their property, such as `_site_value`: navigations to one other entity. */
export function lookupsOf(entity: Entity): ReadonlyMap<string, Navigation> {
  return new Map(
    [...entity.navigations.values()]
      .filter(({ isCollection }) => !isCollection)
      .map((navigation) => [`_${navigation.name}_value`, navigation]),
  );
}
