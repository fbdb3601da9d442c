/** Tests of the stage ask for the right to change. */
const changes = 'changes something: shows what it changed, to whoever may change it';
const ofAccess = 'tells of people, roles and access, not of figures';
const ofInstallation = 'tells of the installation, and is run by whoever has it';
const ofLoads =
  'tells of files and of records as they came: object data-flow, asked as every role in matrix.test.ts';
const ofSites = 'tells of the site list: object site, asked as every role in sites.test.ts';
const ofDocuments =
  'hands out what was sent or posted of a statement: its use case shows the statement first';
const ofTakeOver =
  'tells of what the old system held: object takeover, and the statements and forecasts of the caller';
const ofTerms = 'tells what contracts history and contracts show tell, by the rows that the caller sees';
const ofDisputes = 'tells of statements in dispute without a figure: object statement-dispute';
const ofProformas =
  'tells what somebody entered in place of a budget: object forecast, by the rows that the caller sees';
const ofEvents =
  'tells what goes on at sites, by the rows that the caller sees, without a figure of the books';
const ofTwoRights =
  'asks for two rights at once, and shows rows by the views of schema api, asked as every role in matrix.test.ts';
const ofSettings = 'tells of names and settings, which every member reads';

/** Commands that show no figures of a site, or show them to whoever changes them, each with the reason. */
export const withoutFigures: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      [
        ofInstallation,
        'start, migrate up, migrate down, migrate status, migrate check, migrate rehearse, ' +
          'sample, doctor, powerbi export, contracts sample',
      ],
      [
        ofLoads,
        'batches list, batches show, quarantine list, quarantine show, quarantine export, quarantine replay, ' +
          'quarantine discard, load',
      ],
      [
        ofSites,
        'sites list, sites show, sites similar, sites set, sites onboard, sites close, ' +
          'sites contacts list, sites contacts add, ' +
          'sites contacts verify, sites contacts end, sites territories list, sites territories add, ' +
          'sites territories end, sites territories assign, sites territories import',
      ],
      [
        ofSettings,
        'contracts tiers list, contracts indexes list, contracts escalators list, jobs groups list, ' +
          'jobs requests list, operator list, operator show, catalogues list, accounts validate',
      ],
      [
        ofTakeOver,
        'takeover discard, takeover forecasts, takeover held, takeover map, takeover mapping, takeover reconcile, ' +
          'takeover replay, takeover rows, takeover statements',
      ],
      [ofProformas, 'forecast proforma show'],
      [ofEvents, 'forecast events list, forecast comments list, forecast proforma list'],
      [
        ofTerms,
        'contracts diff, contracts increases list, contracts notices, contracts templates list, ' +
          'contracts thresholds list',
      ],
      [ofDisputes, 'statements disputes'],
      [ofTwoRights, 'statements performance, statements comparison, post reconcile'],
      [ofDocuments, 'statements pdf, post report, post held'],
      [
        changes,
        'statements dispute open, statements dispute resolve, catalogues end, catalogues import, catalogues set, ' +
          'contracts clone, contracts edit, contracts end, contracts new, contracts withdraw, ' +
          'contracts mark, contracts templates keep, contracts templates retire, ' +
          'contracts thresholds set, forecast carry-rates, ' +
          'contracts import, contracts approve, contracts reject, contracts tiers set, contracts clauses add, ' +
          'contracts clauses end, contracts indexes set, contracts indexes approve, contracts escalators set, ' +
          'contracts escalators approve, contracts escalators reject, contracts increases approve, ' +
          'contracts increases reject, bill, statements approve, ' +
          'statements reject, statements send-back, ' +
          'statements send, statements resend, statements revise, statements adhoc, ' +
          'statements ready, post units, post hand-over, post answers, post discard, ' +
          'post acknowledge, post retry, forecast set, ' +
          'forecast import, forecast init, forecast copy-schedule, forecast roll, forecast take, forecast promote, ' +
          'forecast comments set, forecast comments end, forecast proforma enter, forecast proforma approve, ' +
          'forecast proforma reject, forecast remind, forecast events add, forecast events end, ' +
          'forecast events import, forecast submit, forecast approve, forecast reject, jobs rename, jobs assign, ' +
          'jobs productive, jobs non-productive, jobs retire, jobs restore, ' +
          'jobs groups add, jobs groups rename, jobs groups retire, jobs groups restore, jobs map, jobs unmap, ' +
          'jobs requests ask, jobs requests approve, jobs requests refuse, jobs requests withdraw, ' +
          'accounts map, accounts unmap, operator set, operator reset',
      ],
      [
        ofAccess,
        'users list, users show, users add, users grant, users end, users map, users first, users usage, ' +
          'users dormant, users disable, users enable, users restore, access list, access request, access approve, ' +
          'access refuse, access emergency, reviews list, reviews open, reviews show, reviews keep, reviews end, ' +
          'reviews change, exports list, exports approve, exports refuse, exports limit, exports unusual, whoami, ' +
          'sessions list, sessions end, support list, support start, support end, keys list, keys make, keys rotate, ' +
          'keys revoke, ' +
          'logins list, logins make, logins claim, logins end, rights show, rights set, audit log, audit verify, ' +
          'audit sign, audit export, audit evidence, audit explain, ' +
          'audit restore-test, privacy inventory, privacy export, privacy erase, privacy rotate-key, ' +
          'privacy seal, retention list, retention purge, retention holds, retention hold, retention release, ' +
          'alerts acknowledge, alerts assign, alerts list, alerts resolve, alerts rules list, alerts rules reset, ' +
          'alerts rules set, alerts show, alerts silence, alerts silences, alerts unsilence, ' +
          'schedule list, schedule set, schedule pause, schedule resume, schedule reset, runs list, capacity, ' +
          'operations-reports list, operations-reports show, logs, database top, database slow, maintain, ' +
          'runs show, runs start, runs again, runs cancel, backup make, backup list, backup prove, backup prune, ' +
          'backup keep, archive run, archive list, archive verify, archive recall, archive release, archive purge, ' +
          'restore, prove, cluster example',
      ],
    ] as const
  ).flatMap(([reason, commands]) => commands.split(', ').map((command) => [command, reason])),
);
