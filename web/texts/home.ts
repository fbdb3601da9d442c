// The first page.
export const homeTexts = {
  title: 'Home',
  needsMe: 'Needs me',
  sites: 'My sites',
  changed: 'What changed',
} as const;
