/** Every field that a log line may have. `docs/logs.md` is made from this table. */
export const logFields = {
  level: 'How bad it is: `debug`, `info`, `warn`, `error`, `fatal`.',
  time: 'When, RFC 3339 in UTC.',
  msg: 'What happened, in a short sentence. Lines of requests have none.',
  request_id: 'The request: what the client sent in `X-Request-Id`, or what the service made.',
  method: 'The method of the request.',
  route:
    'The pattern of its route, such as `/api/sessions/:id/`, never the path. `null` where no route matched.',
  status: 'The status of the answer.',
  ms: 'How long the request took, in milliseconds.',
  err: 'An error: `type`, `message` with numbers masked, `code`, `stack` and `cause`.',
  job: 'The background job that failed.',
  signal: 'The signal that stops the process.',
  addresses: 'Where the server listens.',
  mode: '`development` or `production`.',
  engine: '`sqlite` or `postgresql`.',
  version: 'The version of the engine.',
  schema: 'The version of the schema: the number of its newest migration.',
  applied: 'The migrations that this start has run.',
  target: 'Which database is waited for: host, port and name, never the password.',
  triedSeconds: 'How long the database has been waited for, in seconds.',
  error: 'Why the database cannot be reached yet.',
} as const;
