import type { AuditEvent } from '../audit/index.ts';
import { codeLengthSteps } from '../defence/index.ts';
import type { Say } from '../i18n/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import { describeRule } from './refusal-rules.ts';
import type { NumberFindings } from './why-json.ts';

/** Why a number was refused, in words. */
export function whyText(findings: NumberFindings, say: Say): string {
  const { now, defences, sending, refusals } = findings;
  const { at, rule } = sending.next;
  const steps = codeLengthSteps
    .toReversed()
    .map(({ fromScore, digits }) => say('why.failure_step', { digits, from: fromScore }))
    .join(', ');
  return [
    ...(refusals.length === 0
      ? [say('why.none')]
      : [say('why.refusals'), ...refusals.map((event) => `  ${describeRefusal(event, say)}`)]),
    '',
    say('why.now'),
    `  ${say('why.codes_sent', { count: sending.sentAt.length })}`,
    `  ${say('why.next_code', { time: at > now ? `${toTimestamp(at)} (${rule})` : say('why.at_once') })}`,
    `  ${say('why.live_codes', { count: sending.liveCodes.length })}`,
    `  ${say('why.failure_score', { score: defences.failureScore, steps })}`,
    `  ${say('why.waiting_addresses', { count: defences.penaltiesUntil.length })}`,
    '',
    say('why.unlock'),
    '',
  ].join('\n');
}

function describeRefusal({ at, kind, rule, details }: AuditEvent, say: Say): string {
  const inputs = Object.entries(details ?? {}).map(([name, value]) => `${name}=${value}`);
  const notes = [rule, ...inputs, ...noteOn(kind, say)].join(', ');
  return `${toTimestamp(at)}  ${describeRule(rule, say) ?? ''} (${notes})`;
}

function noteOn(kind: AuditEvent['kind'], say: Say): string[] {
  if (kind === 'would_refuse') return [say('why.observed')];
  return kind === 'let_through' ? [say('why.let_through')] : [];
}
