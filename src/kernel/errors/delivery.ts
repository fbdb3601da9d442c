/** Refusals over HTTP. */
export const deliveryErrors = {
  HTTP_PORT_TAKEN: {
    status: 503,
    says: 'Port {port} on {host} is already in use.',
    next: 'Stop the program that uses it, or choose another port: daybook start --port 8081',
  },
  HTTP_NOT_FOUND: {
    status: 404,
    says: 'There is nothing at {method} {path}.',
    next: 'Check the address; /openapi.json lists every address of the service.',
  },
  HTTP_REQUEST_INVALID: {
    status: 400,
    says: 'The request cannot be read: {problem}.',
    next: 'Correct the request and send it again.',
  },
  HTTP_KEY_REUSED: {
    status: 422,
    says: 'This idempotency key was already used for a different request to {route}.',
    next: 'Give every request its own key, such as a UUID, and reuse it only to repeat that request.',
  },
  HTTP_KEY_BUSY: {
    status: 409,
    says: 'The request to {route} with this idempotency key is still in progress.',
    next: 'Repeat it in {seconds} seconds with the same key; it then gets the response of the first one.',
  },
  HTTP_KEY_UNCLEAR: {
    status: 409,
    says: 'The request to {route} with this idempotency key was interrupted; it began at {at}.',
    next: 'Check what was done, then send what is missing with another key.',
  },
  HTTP_ANSWER_NOT_KEPT: {
    status: 409,
    says: 'The request to {route} with this idempotency key was done at {at}, and its response is not shown again.',
    next: 'If the response was lost, undo what was done and send the request again with another key.',
  },
  HTTP_FOREIGN_ORIGIN: {
    status: 403,
    says: 'The request makes a change and did not come from a page of {origin}.',
    next: 'Use a page of Daybook; a script sends its token as Authorization: Bearer <token>, not as a cookie.',
  },
  HTTP_URL_TOO_LONG: {
    status: 414,
    says: 'The request URL is longer than {limit} characters.',
    next: 'Request less at once.',
  },
  HTTP_TOOK_TOO_LONG: {
    status: 503,
    says: 'The answer was not ready within {seconds} seconds, so the request was cancelled.',
    next: 'Ask for fewer sites or months, or use `daybook ask`, which has no time limit.',
  },
  HTTP_BODY_MISSING: {
    status: 400,
    says: 'The request has no body.',
    next: 'Send the file as the body: curl --data-binary @file.csv …',
  },
  HTTP_BODY_TOO_LARGE: {
    status: 413,
    says: 'The body is larger than {limit} bytes.',
    next: 'Load the file with `daybook load`, or send it in parts.',
  },
  HTTP_BODY_TOO_SLOW: {
    status: 408,
    says: 'No more of the request body arrived for {seconds} seconds.',
    next: 'Send it again, faster; a large file goes through `daybook load`.',
  },
  ODATA_INVALID: {
    status: 400,
    says: 'The query cannot be read: {problem} (position {at}).',
    next: 'Correct the query; `$metadata` names the sets and their properties.',
  },
  ODATA_VALUE_INVALID: {
    status: 400,
    says: 'The query has a calculation without a result: {problem}.',
    next: 'Correct the query, for example filter out rows with 0 before dividing.',
  },
  ODATA_UNSUPPORTED: {
    status: 501,
    says: 'The service does not support {what}.',
    next: 'Write the query another way: without it, or with options that this service does support.',
  },
  ODATA_NOT_FOUND: {
    status: 404,
    says: 'There is no {what} here, or you may not see it.',
    next: 'Check the address; the root of the service lists the sets.',
  },
  ODATA_FORBIDDEN: {
    status: 403,
    says: 'Your roles may not read {what}.',
    next: 'Run `daybook whoami` to see what they may read, or ask an administrator for a role.',
  },
  ODATA_READ_ONLY: {
    status: 405,
    says: '{method} is not allowed on {what}: it can only be read here.',
    next: 'Change it at its source: the file it was loaded from, or the command that writes it.',
  },
  ODATA_NOT_OFFERED_THERE: {
    status: 405,
    says: '{method} is not supported for {set}: its rows can be {offered} here, but not {verb}.',
    next: 'Change the row another way, or where its rows are usually written: in the app or on the command line.',
  },
  ODATA_CHANGED_SINCE: {
    status: 412,
    says: 'The row of {set} is not in the version you expect: {problem}.',
    next: 'Read the row again and repeat the change with its new ETag.',
  },
  ODATA_NOT_ACCEPTABLE: {
    status: 406,
    says: 'The service cannot write {format} in a form that this Accept header allows.',
    next: 'Use `Accept: application/json`, text/csv or the type of an Excel workbook.',
  },
  ODATA_TOKEN_GONE: {
    status: 410,
    says: 'The change token is older than {days} days, or was not issued to you.',
    next: 'Read the set again with `Prefer: odata.track-changes`; its last page ends with a new token.',
  },
  HTTP_FAILED: {
    status: 500,
    says: 'The request failed unexpectedly.',
    next: 'Check the output of `daybook start`, and run `daybook doctor`.',
  },
} as const;
