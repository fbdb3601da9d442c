import { makeStyles, tokens } from '@fluentui/react-components';
import { above } from '../screen.ts';

/** Columns of the table of the P&L. */
export interface Tracks {
  readonly gridTemplateColumns: string;
  readonly minWidth: string;
}

/** How the table of the P&L looks. */
export const usePnlStyles = makeStyles({
  grid: {
    overflow: 'auto',
    maxHeight: 'calc(100dvh - 236px)',
    minHeight: '120px',
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
    fontVariantNumeric: 'tabular-nums',
    '@media print': { display: 'table', width: '100%', overflow: 'visible', maxHeight: 'none' },
  },
  line: { display: 'grid', boxSizing: 'border-box', alignItems: 'stretch' },
  head: {
    position: 'sticky',
    top: 0,
    zIndex: 2,
    borderBottom: `1px solid ${tokens.colorNeutralStroke1}`,
    backgroundColor: tokens.colorNeutralBackground1,
    fontSize: tokens.fontSizeBase200,
    lineHeight: '16px',
    color: tokens.colorNeutralForeground2,
    '@media print': { display: 'table-header-group', position: 'static', breakInside: 'avoid' },
  },
  body: { position: 'relative', '@media print': { height: 'auto !important' } },
  row: {
    position: 'absolute',
    top: 0,
    left: 0,
    borderBottom: `1px solid ${tokens.colorNeutralStroke3}`,
    '@media print': { position: 'static', transform: 'none !important', breakInside: 'avoid' },
  },
  cell: {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'flex-end',
    textAlign: 'right',
    padding: '0 8px',
    minWidth: 0,
    whiteSpace: 'nowrap',
    backgroundColor: tokens.colorNeutralBackground1,
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px', zIndex: 1 },
  },
  title: { flexDirection: 'column', alignItems: 'flex-end', padding: '4px 8px', whiteSpace: 'normal' },
  opens: {
    cursor: 'pointer',
    ':hover': {
      backgroundColor: tokens.colorNeutralBackground1Hover,
      textDecorationLine: 'underline',
      textDecorationStyle: 'dotted',
      textUnderlineOffset: '3px',
    },
  },
  first: {
    position: 'sticky',
    left: 0,
    zIndex: 1,
    justifyContent: 'flex-start',
    textAlign: 'left',
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    gap: '4px',
    paddingLeft: '4px',
  },
  last: {
    [above.phone]: {
      position: 'sticky',
      right: 0,
      zIndex: 1,
      borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    },
  },
  coming: { padding: '8px 12px', color: tokens.colorNeutralForeground2 },
  closed: { backgroundColor: tokens.colorNeutralBackground3 },
  current: {
    boxShadow: `inset 0 2px 0 ${tokens.colorBrandStroke1}`,
    '@media (forced-colors: active)': { borderTop: '2px solid Highlight' },
  },
  strong: { fontWeight: 600, borderTop: `1px solid ${tokens.colorNeutralStroke1}` },
  month: { color: tokens.colorNeutralForeground1, fontWeight: 600, fontSize: tokens.fontSizeBase300 },
  name: { overflow: 'hidden', textOverflow: 'ellipsis' },
});
