import { accessSync, constants } from 'node:fs';

/** Where Linux distributions put it; Debian calls the package `chromium`. */
const places = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/chrome',
];

/** What to say where there is none. */
export const noChromium =
  'The browser tests were left out: there is no Chromium here. Next: apt-get install -y chromium';

/** The Chromium of this machine; null where there is none. */
export function findChromium(): string | null {
  return places.find(isProgram) ?? null;
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, which is what was asked
  }
}
