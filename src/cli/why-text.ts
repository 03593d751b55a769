import type { AuditEvent, AuditKind } from '../audit/index.ts';
import type { SendingReport } from '../codes/index.ts';
import type { NumberReport } from '../defence/index.ts';
import type { Locale } from '../i18n/index.ts';
import { toTimestamp } from '../lib/clock.ts';

export interface Findings {
  /** Epoch milliseconds. */
  readonly now: number;
  readonly defences: NumberReport;
  readonly sending: SendingReport;
  /** Newest first. */
  readonly refusals: readonly AuditEvent[];
}

type Text = Readonly<Record<Locale, string>>;

/** What each rule means. Rules of limits end with the length of their window. */
const rules: readonly [rule: RegExp, text: Text][] = [
  [/^resend_too_soon/, { en: 'a code had been sent a moment before', ru: 'код был отправлен только что' }],
  [/^too_many_codes/, { en: 'too many codes went to this number', ru: 'на номер ушло слишком много кодов' }],
  [
    /^received_codes/,
    { en: 'two codes were given as the last that came', ru: 'названы два кода как последние пришедшие' },
  ],
  [
    /^sends_per_address/,
    {
      en: 'too many codes were asked for from one address',
      ru: 'с одного адреса запрошено слишком много кодов',
    },
  ],
  [
    /^verifies_per_address/,
    { en: 'too many codes were tried from one address', ru: 'с одного адреса введено слишком много кодов' },
  ],
  [
    /^allowed_countries/,
    { en: 'a country that codes are not sent to', ru: 'страна, в которую коды не отправляются' },
  ],
  [
    /^escalation/,
    {
      en: 'one address guessed wrong at this number and has to wait',
      ru: 'один адрес ошибся с кодом и должен подождать',
    },
  ],
  [
    /^disabled/,
    {
      en: 'a hundred wrong codes in 30 days (PRESET=strict)',
      ru: 'сто неверных кодов за 30 дней (PRESET=strict)',
    },
  ],
  [/^number_type/, { en: 'a premium, shared-cost or service number', ru: 'платный или служебный номер' }],
  [
    /^address_countries/,
    {
      en: 'one address asked for numbers of many countries',
      ru: 'с одного адреса запрошены номера многих стран',
    },
  ],
  [
    /_unverified_/,
    {
      en: 'too many of the last codes were never entered: message fraud?',
      ru: 'слишком многие из последних кодов не введены: накрутка?',
    },
  ],
  [/^budget_/, { en: 'the budget for messages is used up', ru: 'бюджет на сообщения исчерпан' }],
];

const words = {
  none: { en: 'Nothing was refused to this number.', ru: 'Этому номеру ни в чём не отказано.' },
  refusals: { en: 'The last refusals, newest first:', ru: 'Последние отказы, новые сверху:' },
  now: { en: 'What counts against it now:', ru: 'Что сейчас против него:' },
  codes: { en: 'codes sent in the longest window', ru: 'кодов за самое длинное окно' },
  next: { en: 'the next code may go', ru: 'следующий код можно отправить' },
  atOnce: { en: 'at once', ru: 'сразу' },
  live: { en: 'codes that still count', ru: 'действующих кодов' },
  score: {
    en: 'failure score (from 3 on codes have 6 digits, from 10 on 8)',
    ru: 'счёт ошибок (с 3 код из 6 цифр, с 10 из 8)',
  },
  waiting: { en: 'addresses that have to wait', ru: 'адресов, которые ждут' },
  unlock: {
    en: '"pozovi unlock" with the number takes all of this back.',
    ru: 'Команда «pozovi unlock» с номером снимает всё это.',
  },
} satisfies Record<string, Text>;

const notesByKind: Partial<Record<AuditKind, Text>> = {
  would_refuse: { en: 'only noted', ru: 'только отмечено' },
  let_through: { en: 'let through', ru: 'пропущено' },
};

/** Why a number was refused, in words. */
export function explain({ now, defences, sending, refusals }: Findings, locale: Locale): string {
  const say = (text: Text) => text[locale === 'ru' ? 'ru' : 'en'];
  const noteOn = (kind: AuditKind) => {
    const note = notesByKind[kind];
    return note === undefined ? [] : [say(note)];
  };
  const lines = refusals.map(({ at, kind, rule, details }) => {
    const meaning = rules.find(([pattern]) => pattern.test(rule ?? ''))?.[1];
    const inputs = Object.entries(details ?? {}).map(([name, value]) => `${name}=${value}`);
    const notes = [rule, ...inputs, ...noteOn(kind)].join(', ');
    return `  ${toTimestamp(at)}  ${meaning === undefined ? '' : say(meaning)} (${notes})`;
  });
  const next =
    sending.next.at > now ? `${toTimestamp(sending.next.at)} (${sending.next.rule})` : say(words.atOnce);
  return [
    ...(lines.length === 0 ? [say(words.none)] : [say(words.refusals), ...lines]),
    '',
    say(words.now),
    `  ${say(words.codes)}: ${sending.sentAt.length}`,
    `  ${say(words.next)}: ${next}`,
    `  ${say(words.live)}: ${sending.liveCodes.length}`,
    `  ${say(words.score)}: ${defences.failureScore}`,
    `  ${say(words.waiting)}: ${defences.penaltiesUntil.length}`,
    '',
    say(words.unlock),
    '',
  ].join('\n');
}
