import { join } from 'node:path';
import type { Configuration } from '../../platform/configuration.ts';
import type { BackupPlan, LocationAccess, LocationPlace } from '../../platform/operations/index.ts';
import { backupPlaceOf, headsFileOf } from '../command.ts';

/** How long backups and log are kept. */
export function retentionOf({ backupKept, backupLogDays }: Configuration): BackupPlan['retention'] {
  const [daily = 0, weekly = 0, monthly = 0, yearly = 0] = backupKept
    .split(',')
    .map((count) => Number.parseInt(count, 10));
  return { kept: { daily, weekly, monthly, yearly }, logDays: backupLogDays };
}

/** Where backups are restored to prove them. */
export function proofFolderOf({ dataDir }: Configuration): string {
  return join(dataDir, 'proofs');
}

/** A location by its folder or address, with what it takes to enter it. */
export function locationAt(configuration: Configuration, place: string): LocationPlace {
  const settings = {
    endpoint: configuration.backupSecondEndpoint,
    region: configuration.backupSecondRegion,
    accessKey: configuration.backupSecondAccessKey,
    secret: configuration.backupSecondSecret,
    keyFile: configuration.backupSecondKeyFile,
    hostKey: configuration.backupSecondHostKey,
  };
  const access: LocationAccess = Object.fromEntries(
    Object.entries(settings).filter(([, value]) => value !== undefined),
  );
  return { place, access };
}

/** What is kept by itself; null where that is off. */
export function backupPlanOf(configuration: Configuration): BackupPlan | null {
  const { backupDaily, backupSecond, backupLogSeconds, timeZone } = configuration;
  if (backupDaily === 'off') return null;
  return {
    ...backupPlaceOf(configuration),
    ...(backupSecond === undefined ? {} : { second: locationAt(configuration, backupSecond) }),
    dailyAt: backupDaily,
    incrementHours: configuration.backupIncrementHours,
    timeZone,
    logSeconds: backupLogSeconds,
    retention: retentionOf(configuration),
    headsFile: headsFileOf(configuration),
    scratchFolder: proofFolderOf(configuration),
  };
}
