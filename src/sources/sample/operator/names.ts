import { at, hash } from '../random.ts';

// Every name here is put together from parts; none is meant to be that of a place, a company or a person.

const PLACES = words(
  'Alder Amber Ash Bramble Brass Cinder Clover Copper Crane Dapple Ember Fern Finch Flint Gable Hazel',
  'Heron Ivory Juniper Kestrel Lantern Larch Linden Maple Marigold Meadow Mistral Moss Oriole Otter Pebble Plover',
  'Quill Raven Russet Saffron Sorrel Sparrow Tallow Teal Thistle Thrush Umber Velvet Walnut Willow Wren Yarrow',
);
const ENDINGS = words(
  'bourne bridge brook cairn combe crest dale fold gate glen grove haven',
  'holm lea march mere moor reach rise shaw stead thorpe wick',
);
const QUARTERS = ['', ' North', ' South', ' East', ' West', ' Upper', ' Lower', ' Old', ' New'];

const SITE_FORMS = {
  hotel: ['{} Hotel', 'Hotel {}', 'The {} Resort', '{} Inn & Suites', 'The {} Grand'],
  hospital: ['{} Medical Center', '{} General Hospital', "{} Children's Hospital", '{} Clinic, Main Campus'],
  office: ['{} Plaza', '{} Tower, Garage B', 'One {} Square', '{} Exchange'],
  residential: ['{} Residences', 'The {} Lofts', '{} Court', 'The "{}" Condominiums'],
} as const;
const CITY_FORMS = ['Port {}', '{} Falls', 'Lake {}', '{} Springs', 'Mount {}'];
const STREETS = ['Avenue', 'Boulevard', 'Drive', 'Parkway', 'Street', 'Way'];
const STATES = ['CA', 'CO', 'FL', 'GA', 'IL', 'MA', 'MD', 'NC', 'NY', 'OH', 'PA', 'TN', 'TX', 'VA', 'WA'];

const GIVEN = words(
  'Adela Arlo Beatrix Bram Cato Celeste Corin Dagny Delia Edda Elior Fenna Florian Gwen Hollis Ines Ivo Jorun Juno',
  'Kasper Leda Linus Maeve Magnus Nell Odile Orson Petra Quentin Rafe Romy Selma Silas Tamsin Theo Una Viggo Wilma',
  'Ximena Yorick Zelda',
);
const FAMILY_STARTS = words(
  'Aver Bran Cald Dorn Els Farn Gell Harl Ing Jor Kell Lorn Mard Nor Oster Pell Quen Ros Stav Tarn Ull Ver Wes Yel',
);
const FAMILY_ENDS = words('brick croft dine fell gard holt lund mond ner quist rick strand vale wood');

export type SiteKind = keyof typeof SITE_FORMS;

export interface Address {
  readonly street: string;
  readonly city: string;
  readonly state: string;
  /** Five digits of a range that is not in use. */
  readonly zip: string;
}

export interface Person {
  readonly given: string;
  readonly family: string;
  readonly email: string;
}

/** The name of the site with this running number; different numbers give different names up to ten thousand. */
export function siteName(kind: SiteKind, index: number): string {
  const pairs = PLACES.length * ENDINGS.length;
  // 503 shares no factor with the count of pairs, so that neighbours get unlike names and none comes twice in a round.
  const word = placeName((index * 503) % pairs);
  return at(SITE_FORMS[kind], hash(index)).replace('{}', word) + at(QUARTERS, Math.floor(index / pairs));
}

export function addressOf(index: number): Address {
  const chosen = hash(index, 1);
  const floor = index % 13 === 5 ? '\nLevel P1' : '';
  return {
    street: `${100 + (chosen % 8900)} ${placeName(chosen % 997)} ${at(STREETS, index)}${floor}`,
    city: at(CITY_FORMS, chosen).replace('{}', at(PLACES, hash(index, 2))),
    state: at(STATES, hash(index, 3)),
    zip: `00${String(100 + (hash(index, 4) % 400))}`,
  };
}

/** The person with this number; the number is part of the e-mail address, which makes it unique. */
export function personOf(number: number): Person {
  const givenName = at(GIVEN, hash(number, 5));
  const family = at(FAMILY_STARTS, hash(number, 6)) + at(FAMILY_ENDS, hash(number, 7));
  return { given: givenName, family, email: `${givenName}.${family}.${number}@example.com`.toLowerCase() };
}

function placeName(index: number): string {
  return at(PLACES, index) + at(ENDINGS, Math.floor(index / PLACES.length));
}

function words(...lines: readonly string[]): readonly string[] {
  return lines.flatMap((line) => line.split(' '));
}
