import { hostname } from 'node:os';
import { sendPlainLetter } from '../../billing/index.ts';
import { systemClock } from '../../kernel/clock.ts';
import type { Configuration } from '../../platform/configuration.ts';
import {
  evaluateAlerts,
  sendNotices,
  type ServerMetrics,
  type Work,
} from '../../platform/operations/index.ts';
import { goingOf } from '../billing/outbox-folder.ts';
import { counted } from '../table.ts';
import { everyMetric } from './every-metric.ts';

/** The job of alerts: looks at what is measured, and tells people through the outbox and the webhook. */
export function alertWork(configuration: Configuration, metrics: Pick<ServerMetrics, 'read'>): Work {
  const { alertWebhook: url, alertWebhookSecret: secret } = configuration;
  const webhook = url === undefined || secret === undefined ? null : { url, secret };
  return async ({ database, log }) => {
    const { opened, resolved, escalated } = await evaluateAlerts(database, {
      now: systemClock.now(),
      samples: await metrics.read(),
      metrics: everyMetric,
      machine: hostname(),
      hasWebhook: webhook !== null,
    });
    const going = await goingOf(configuration);
    const { sent, failed } = await sendNotices(database, {
      clock: systemClock,
      webhook,
      sendLetter: (letter) => sendPlainLetter(going, letter),
    });
    if (failed > 0) log(`${counted(failed, 'notice')} could not be sent and will be tried again.`);
    return {
      outcome:
        `${counted(opened, 'alert')} opened, ${String(resolved)} resolved, ${String(escalated)} escalated; ` +
        `${counted(sent, 'notice')} sent.`,
      rowsOut: opened + resolved + escalated,
      rowsRejected: failed,
      wasIdle: opened + resolved + escalated + sent + failed === 0,
    };
  };
}
