import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import type { ReactNode } from 'react';
import { figure, type FigureKind } from './format.ts';

const useStyles = makeStyles({
  figure: { fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' },
  link: {
    font: 'inherit',
    fontVariantNumeric: 'tabular-nums',
    color: 'inherit',
    background: 'none',
    border: 'none',
    padding: 0,
    cursor: 'pointer',
    textDecorationLine: 'underline',
    textDecorationStyle: 'dotted',
    textDecorationColor: tokens.colorNeutralStroke1,
    textUnderlineOffset: '3px',
    ':hover': { color: tokens.colorBrandForegroundLink },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` },
  },
  better: { color: tokens.colorPaletteGreenForeground1 },
  worse: { color: tokens.colorPaletteRedForeground1 },
});

/** A figure; one that can be explained is a link that looks like a figure. */
export function Figure(props: {
  readonly value: string | number | null | undefined;
  readonly kind?: FigureKind;
  /** Colour says only this, and the arrow and words of a variance say it too. */
  readonly judged?: 'better' | 'worse' | undefined;
  /** Opens what explains it; `name` says to a screen reader what is explained. */
  readonly explain?: { readonly name: string; readonly open: () => void } | undefined;
}): ReactNode {
  const { value, kind = 'money', judged, explain } = props;
  const styles = useStyles();
  const text = figure(value, kind);
  // What is written as zero is neither.
  const isJudged = judged !== undefined && /[1-9]/.test(text);
  const className = mergeClasses(styles.figure, isJudged && styles[judged]);
  if (!explain) return <span className={className}>{text}</span>;
  return (
    <button
      type="button"
      className={mergeClasses(styles.link, className)}
      aria-label={explain.name}
      onClick={(event) => {
        event.stopPropagation();
        explain.open();
      }}
    >
      {text}
    </button>
  );
}

/** What a variance means where more is better; nothing where there is none. */
export function judgementOf(variance: string | null | undefined): 'better' | 'worse' | undefined {
  if (variance === null || variance === undefined || !/[1-9]/.test(variance)) return undefined;
  return variance.startsWith('-') ? 'worse' : 'better';
}
