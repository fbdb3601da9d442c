export { correlated, correlation, logFault, type Correlation } from './correlation.ts';
export { logFolder } from './day-files.ts';
export { faultFields } from './fault-fields.ts';
export { logLevels, type Log, type LogLevel } from './log.ts';
export { openLog } from './open-log.ts';
export { readLog, readRequestTimes, type LoggedLine, type ReadLog } from './read-log.ts';
