/** At most `max` within any `windowSeconds`. */
export interface Limit {
  readonly max: number;
  readonly windowSeconds: number;
}

/** How often codes may go to one number. */
export interface SendLimits {
  /** Seconds to wait after the first, the second and every later sending within the shortest window. */
  readonly resendAfterSeconds: readonly number[];
  readonly codesPerNumber: readonly Limit[];
}

/** When the next code may go to a number, and which rule says so. */
export interface NextSend {
  /** Epoch milliseconds; in the past when it may go now. */
  readonly at: number;
  readonly rule: 'resend_too_soon' | 'too_many_codes';
}

/** When the next code may go to a number that was sent codes at `sentAt` (epoch milliseconds, oldest first). */
export function nextSend(sentAt: readonly number[], now: number, limits: SendLimits): NextSend {
  let next: NextSend = { at: resendAt(sentAt, now, limits), rule: 'resend_too_soon' };
  for (const { max, windowSeconds } of limits.codesPerNumber) {
    const oldest = sentAt.at(-max);
    const at = oldest === undefined ? 0 : oldest + windowSeconds * 1000;
    if (at > now && at > next.at) next = { at, rule: 'too_many_codes' };
  }
  return next;
}

function resendAt(
  sentAt: readonly number[],
  now: number,
  { resendAfterSeconds, codesPerNumber }: SendLimits,
): number {
  const last = sentAt.at(-1);
  if (last === undefined) return 0;
  const windowSeconds = Math.min(...codesPerNumber.map((limit) => limit.windowSeconds));
  const recent = sentAt.filter((at) => at > now - windowSeconds * 1000).length;
  const waitSeconds = resendAfterSeconds[Math.max(recent, 1) - 1] ?? resendAfterSeconds.at(-1) ?? 0;
  return last + waitSeconds * 1000;
}

/** The sendings that can still matter to a limit. */
export function stillCounting(
  sentAt: readonly number[],
  now: number,
  { codesPerNumber }: SendLimits,
): number[] {
  const longestMs = Math.max(...codesPerNumber.map((limit) => limit.windowSeconds)) * 1000;
  const most = Math.max(...codesPerNumber.map((limit) => limit.max));
  return sentAt.filter((at) => at > now - longestMs).slice(-most);
}
