import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Answered, Empty } from '../../design/answered.tsx';
import { useContextChoice } from '../../design/context.ts';
import { Figure, judgementOf } from '../../design/figure.tsx';
import { figure, month } from '../../design/format.ts';
import { PlainTable } from '../../design/table.tsx';
import { otherReadingQuery } from '../../service/contract-settings.ts';
import { contractSettingTexts } from '../../texts/contracts.ts';
import { SettingSection } from './setting-section.tsx';

const { reading: texts } = contractSettingTexts;

/** Both readings of escalators beside each other, where they bill different amounts. */
export function OtherReading(): ReactNode {
  const { period } = useContextChoice();
  return (
    <SettingSection title={texts.compared} help={texts.comparedHelp}>
      <Answered query={useQuery(otherReadingQuery(period))} rows={2}>
        {(rows) =>
          rows.length === 0 ? (
            <Empty title={texts.noDifference} />
          ) : (
            <PlainTable
              name={texts.compared}
              rows={rows}
              idOf={(row) => `${row.site} ${row.month}`}
              columns={[
                {
                  id: 'site',
                  title: texts.site,
                  cell: (row) => [row.site, row.customer_name].filter((each) => each !== null).join(' '),
                },
                { id: 'month', title: texts.month, cell: (row) => month(row.month) },
                {
                  id: 'rates',
                  title: texts.rates,
                  cell: ({ rates, reasons }) =>
                    [
                      ...rates.map(({ now, other }) =>
                        texts.rate(figure(now, 'exact'), figure(other, 'exact')),
                      ),
                      ...reasons.map(({ message }) => message),
                    ].join('; '),
                },
                ...(['billed', 'otherwise'] as const).map((name) => ({
                  id: name,
                  title: texts[name],
                  align: 'end' as const,
                  cell: (row: (typeof rows)[number]) => <Figure value={row[name]} />,
                })),
                {
                  id: 'difference',
                  title: texts.difference,
                  align: 'end',
                  cell: ({ difference }) => (
                    <Figure
                      value={difference}
                      {...(difference === null ? {} : { judged: judgementOf(difference) })}
                    />
                  ),
                },
              ]}
            />
          )
        }
      </Answered>
    </SettingSection>
  );
}
