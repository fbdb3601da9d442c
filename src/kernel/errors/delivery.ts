/** Refusals over HTTP. */
export const deliveryErrors = {
  HTTP_PORT_TAKEN: {
    status: 503,
    says: 'Port {port} on {host} is in use.',
    next: 'Stop what uses it, or choose another port: daybook start --port 8081',
  },
  HTTP_NOT_FOUND: {
    status: 404,
    says: 'There is nothing at {method} {path}.',
    next: 'Check the address; docs/operate/signing-in.md lists what there is.',
  },
  HTTP_REQUEST_INVALID: {
    status: 400,
    says: 'The request cannot be read: {problem}.',
    next: 'Correct the request and send it again.',
  },
  HTTP_FOREIGN_ORIGIN: {
    status: 403,
    says: 'The request changes something and was not sent by a page of {origin}.',
    next: 'Do it from a page of Daybook; a script sends its token as Authorization: Bearer <token>, not as a cookie.',
  },
  HTTP_URL_TOO_LONG: {
    status: 414,
    says: 'The address of the request is longer than {limit} characters.',
    next: 'Ask for less at once.',
  },
  HTTP_TOOK_TOO_LONG: {
    status: 503,
    says: 'The answer was not ready within {seconds} seconds, and the work on it was ended.',
    next: 'Ask for fewer sites or months, or use `daybook ask`, which has no such limit.',
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
    says: 'The body of the request did not come on for {seconds} seconds.',
    next: 'Send it again, faster; a large file goes through `daybook load`.',
  },
  HTTP_FAILED: {
    status: 500,
    says: 'The request could not be answered.',
    next: 'See what `daybook start` wrote, and whether `daybook doctor` finds something wrong.',
  },
} as const;
