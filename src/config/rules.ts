import { formatDuration } from './durations.ts';
import type { Mistake } from './mistakes.ts';
import { schema, type Values } from './schema.ts';

type Checked = Partial<Values>;

/** A rule between settings. Invalid settings are absent, and no rule mentions them. */
interface Rule {
  readonly only?: 'production';
  readonly field: keyof Values;
  /** The mistake, without values that may be secret; undefined if there is none. */
  readonly wrong: (values: Checked) => string | undefined;
  readonly expected: string;
}

const rules: readonly Rule[] = [
  {
    only: 'production',
    field: 'secretKey',
    wrong: (values) => when(values.secretKey === undefined, 'not set'),
    expected: `${schema.secretKey.expected}, because MODE=production`,
  },
  {
    only: 'production',
    field: 'publicUrl',
    wrong: (values) => when(values.publicUrl === undefined, 'not set'),
    expected: `${schema.publicUrl.expected}, because MODE=production`,
  },
  {
    only: 'production',
    field: 'smsProviders',
    wrong: (values) =>
      when(
        (values.smsProviders ?? []).includes('simulated') && values.allowSimulatedSms === false,
        '`simulated` sends nothing',
      ),
    expected: 'another provider, or ALLOW_SIMULATED_SMS=on, because MODE=production',
  },
  {
    only: 'production',
    field: 'testPhoneNumbers',
    wrong: (values) => {
      const endless = (values.testPhoneNumbers ?? []).filter((entry) => entry.until === undefined);
      return when(
        endless.length > 0,
        `${endless.map((entry) => entry.pattern).join(', ')} without an end date`,
      );
    },
    expected: 'number=code@day for each number, because MODE=production',
  },
  {
    only: 'production',
    field: 'rateLimits',
    wrong: (values) => when(values.rateLimits === false, 'read "off"'),
    expected: '`on`, because MODE=production',
  },
  {
    field: 'codeLength',
    wrong: ({ preset, codeLength }) =>
      when(preset === 'strict' && codeLength !== undefined && codeLength < 6, `read "${codeLength}"`),
    expected: '6 or more, because PRESET=strict',
  },
  {
    field: 'refreshAbsoluteSeconds',
    wrong: ({ refreshAbsoluteSeconds: absolute = Number.POSITIVE_INFINITY, refreshIdleSeconds: idle = 0 }) =>
      when(absolute < idle, `read "${formatDuration(absolute * 1000)}"`),
    expected: 'a duration not less than REFRESH_IDLE_S',
  },
  {
    field: 'metricsPort',
    wrong: ({ metricsPort, port }) =>
      when(metricsPort !== undefined && metricsPort !== 0 && metricsPort === port, `read "${metricsPort}"`),
    expected: 'a port other than PORT',
  },
];

/** The mistakes between settings. Fields in `broken` already have a mistake of their own. */
export function brokenRules(values: Checked, broken: ReadonlySet<keyof Values>): Mistake[] {
  const mistakes: Mistake[] = [];
  for (const { only, field, wrong, expected } of rules) {
    if (broken.has(field) || (only !== undefined && values.mode !== only)) continue;
    const found = wrong(values);
    if (found !== undefined) mistakes.push({ variable: schema[field].name, found, expected });
  }
  return mistakes;
}

function when(isWrong: boolean, found: string): string | undefined {
  return isWrong ? found : undefined;
}
