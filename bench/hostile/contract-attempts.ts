import { exportFileOf, type ExportFile } from '../../src/contracts/index.ts';
import { hostileJson, hostileText, hostileValue, type Dice } from './grammar.ts';

/** A contract as it is exported, with a few of its values, names and nestings made hostile. */
export function drawContract(dice: Dice, sound: readonly ExportFile[]): ExportFile {
  const { name, content } = dice.oneOf(sound);
  const value = JSON.parse(content) as unknown;
  const places = placesIn(value);
  for (let changes = dice.whole(4); changes >= 0; changes -= 1) change(dice, dice.oneOf(places));
  const text = hostileJson(dice, value);
  const bytes = dice.chance(0.05)
    ? Buffer.from(text, dice.oneOf(['utf16le', 'latin1'] as const))
    : Buffer.from(text);
  return exportFileOf(dice.chance(0.2) ? hostileText(dice) : name, bytes);
}

interface PlaceInValue {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every property and element of a value, at any depth. */
function placesIn(value: unknown): PlaceInValue[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesIn(holder[key])]);
}

function change(dice: Dice, { holder, key }: PlaceInValue): void {
  const way = dice.whole(6);
  if (way === 0 && !Array.isArray(holder)) Reflect.deleteProperty(holder, key);
  else if (way === 1) holder[key] = hostileText(dice);
  else if (way === 2) holder[key] = dice.oneOf([-1, 1e15, 0.000000001, 999999999999999, 1e308]);
  else if (way === 3 && Array.isArray(holder)) holder.push(...Array<unknown>(50).fill(holder[0]));
  else if (way === 4) holder[hostileText(dice)] = hostileValue(dice);
  else holder[key] = hostileValue(dice);
}
