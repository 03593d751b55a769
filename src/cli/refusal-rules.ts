import { strictDisabledFromScore } from '../defence/index.ts';
import type { Say, TextKey } from '../i18n/index.ts';

type RuleKey = Extract<TextKey, `why.rule.${string}`>;

/** The texts of the rules that refuse. Rules of limits end with the length of their window. */
const rules: readonly [rule: RegExp, key: RuleKey][] = [
  [/^resend_too_soon/, 'why.rule.resend_too_soon'],
  [/^too_many_codes/, 'why.rule.too_many_codes'],
  [/^received_codes/, 'why.rule.received_codes'],
  [/^sends_per_address/, 'why.rule.sends_per_address'],
  [/^verifies_per_address/, 'why.rule.verifies_per_address'],
  [/^allowed_countries/, 'why.rule.allowed_countries'],
  [/^escalation/, 'why.rule.escalation'],
  [/^disabled/, 'why.rule.disabled'],
  [/^number_type/, 'why.rule.number_type'],
  [/^address_countries/, 'why.rule.address_countries'],
  [/_unverified_/, 'why.rule.unverified'],
  [/^budget_/, 'why.rule.budget'],
];

/** The text of a rule; undefined when there is none. */
export function describeRule(rule: string | null, say: Say): string | undefined {
  const key = rules.find(([pattern]) => pattern.test(rule ?? ''))?.[1];
  return key && say(key, { max: strictDisabledFromScore });
}
