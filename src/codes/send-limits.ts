/** At most `max` within any `windowSeconds`. */
export interface Limit {
  readonly max: number;
  readonly windowSeconds: number;
}

/** How often codes may be sent to one number. */
export interface SendLimits {
  /** Seconds to wait after the first, the second and every later sending within the shortest window. */
  readonly resendAfterSeconds: readonly number[];
  readonly codesPerNumber: readonly Limit[];
}

/** One code that was sent to a number. */
export interface Sending {
  /** Epoch milliseconds. */
  readonly at: number;
  /** Whether it used one of the sendings reserved for devices that have signed in with the number. */
  readonly kept: boolean;
}

/** When the next code may be sent to a number, and which rule decided. */
export interface NextSend {
  /** Epoch milliseconds; in the past or now if a code may be sent immediately. */
  readonly at: number;
  readonly rule: 'resend_too_soon' | 'too_many_codes';
}

/** How many sendings of the longest window are reserved for known devices. */
const keptForKnownDevices = 2;

/** When an unknown device may get the next code, after the sendings in `log` (oldest first). */
export function nextSend(log: readonly Sending[], now: number, limits: SendLimits): NextSend {
  const longest = longestOf(limits);
  const codesPerNumber = limits.codesPerNumber.map((limit) =>
    limit === longest && limit.max > keptForKnownDevices
      ? { ...limit, max: limit.max - keptForKnownDevices }
      : limit,
  );
  return latest(log, now, { ...limits, codesPerNumber });
}

/**
 * The same for a device that has signed in with the number before. Strangers' requests count only against the longest
 * window, and cannot use up all of it.
 */
export function nextSendForKnownDevice(log: readonly Sending[], now: number, limits: SendLimits): NextSend {
  const own = log.filter(({ kept }) => kept);
  const byOwn = latest(own, now, limits);
  const byAll = latest(log, now, { resendAfterSeconds: [], codesPerNumber: [longestOf(limits)] });
  return byAll.at > byOwn.at ? byAll : byOwn;
}

/** The sendings that still matter to a limit. */
export function stillCounting(log: readonly Sending[], now: number, limits: SendLimits): Sending[] {
  const since = countingSince(now, limits);
  return log.filter(({ at }) => at > since).slice(-longestOf(limits).max);
}

function latest(log: readonly Sending[], now: number, limits: SendLimits): NextSend {
  let next: NextSend = { at: resendAt(log, now, limits), rule: 'resend_too_soon' };
  for (const { max, windowSeconds } of limits.codesPerNumber) {
    const oldest = log.at(-max);
    const at = oldest === undefined ? 0 : oldest.at + windowSeconds * 1000;
    if (at > now && at > next.at) next = { at, rule: 'too_many_codes' };
  }
  return next;
}

function resendAt(
  log: readonly Sending[],
  now: number,
  { resendAfterSeconds, codesPerNumber }: SendLimits,
): number {
  const last = log.at(-1);
  if (last === undefined) return 0;
  const windowSeconds = Math.min(...codesPerNumber.map((limit) => limit.windowSeconds));
  const recent = log.filter(({ at }) => at > now - windowSeconds * 1000).length;
  const waitSeconds = resendAfterSeconds[Math.max(recent, 1) - 1] ?? resendAfterSeconds.at(-1) ?? 0;
  return last.at + waitSeconds * 1000;
}

/** Sendings before this time (epoch milliseconds) matter to no limit. */
export function countingSince(now: number, limits: SendLimits): number {
  return now - longestOf(limits).windowSeconds * 1000;
}

function longestOf({ codesPerNumber }: SendLimits): Limit {
  return codesPerNumber.reduce((longest, limit) =>
    limit.windowSeconds > longest.windowSeconds ? limit : longest,
  );
}
