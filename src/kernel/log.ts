import pino from 'pino';

export type Log = pino.Logger;

/**
 * Structured logs on stdout. What a person wrote never gets near a log call; the redaction is the
 * second lock for the day when somebody forgets.
 */
export function createLog(level: string, destination?: pino.DestinationStream): Log {
  const options: pino.LoggerOptions = {
    level,
    base: { service: 'la-chan' },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: [
        'narrative',
        'words',
        'password',
        'code',
        'secret',
        'token',
        'cookie',
        'authorization',
        'body',
        'query',
        'name',
        'phone',
        'email',
        'address',
        'ip',
      ].flatMap((key) => [key, `*.${key}`, `*.*.${key}`]),
      censor: '[removed]',
    },
    serializers: {
      // A driver's error may quote the row that offended it: keep the class, the code and the place.
      // `fault` and not `code`, which the redaction takes for somebody's one-time code.
      err: (error: Error & { code?: string }) => ({ type: error.name, fault: error.code, stack: frames(error) }),
    },
  };
  return destination ? pino(options, destination) : pino(options);
}

function frames(error: Error): string[] {
  return (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 8)
    .map((line) => line.trim());
}
