/** Every rule that may refuse, and when it does. `docs/audit.md` is made from this table. */
export const refusalRules = {
  allowed_countries: 'The number is of a country that `ALLOWED_COUNTRIES` does not name.',
  number_type: 'The number is a premium-rate, shared-cost, toll-free or other service number.',
  resend_too_soon: 'A code was just sent to the number (`RESEND_AFTER_S`).',
  too_many_codes: 'Too many codes were sent to the number (`CODES_PER_NUMBER`).',
  received_codes:
    'The received codes were not the last two. With kind `let_through`: they were, and one more code was sent.',
  'sends_per_address_<n>s': 'Too many codes were requested from one address (`SENDS_PER_ADDRESS`).',
  'verifies_per_address_<n>s': 'Too many codes were entered from one address (`VERIFIES_PER_ADDRESS`).',
  'activations_per_account_<n>s':
    'One account entered too many unknown invite codes (`ACTIVATIONS_PER_ACCOUNT`).',
  'activations_per_address_<n>s':
    'One address entered too many unknown invite codes (`ACTIVATIONS_PER_ADDRESS`).',
  escalation: 'An address entered wrong codes for the number and must wait, twice as long each time.',
  disabled: 'With `PRESET=strict`: too many wrong codes in 30 days. `pozovi unlock` clears it.',
  address_countries_day: 'One address requested codes to numbers of too many countries within a day.',
  address_unverified_hour: 'Too many codes that one address requested within an hour were never entered.',
  address_unverified_day: 'The same within a day.',
  prefix_unverified_hour:
    'Too many codes to numbers of one prefix (all but the last four digits) were never entered within an hour.',
  prefix_unverified_day: 'The same within a day.',
  country_unverified_hour: 'Too many codes to numbers of one country were never entered within an hour.',
  country_unverified_day: 'The same within a day.',
  budget_total_messages: "The day's messages are used up (`SMS_BUDGET_DAY`).",
  budget_country_messages: "The day's messages of the country are used up (`SMS_BUDGET_DAY_COUNTRIES`).",
  budget_total_money: "The day's money is used up (`SMS_MONEY_DAY`).",
  budget_country_money: "The day's money of the country is used up (`SMS_MONEY_DAY_COUNTRIES`).",
} as const;

/** The name of a rule: in the audit log, in metrics and in `pozovi why`. */
export type RefusalRule = WithSeconds<keyof typeof refusalRules>;

type WithSeconds<Name extends string> = Name extends `${infer Limit}<n>s` ? `${Limit}${number}s` : Name;
