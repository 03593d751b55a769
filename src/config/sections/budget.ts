import { amountsByCountry, money } from '../amounts.ts';
import { wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';

const byCountry = 'amounts by country with commas, such as RU:5000,*:50 (`*` for all others)';

export const budget = {
  smsBudgetDay: optionalSetting({
    name: 'SMS_BUDGET_DAY',
    whenUnset: '10000 in production, no budget in development',
    parse: wholeNumber(1, 100_000_000),
    expected: 'a whole number from 1 to 100000000',
    meaning: 'The messages that may leave in a day (UTC), all countries together.',
    example: '10000',
  }),
  smsBudgetDayCountries: optionalSetting({
    name: 'SMS_BUDGET_DAY_COUNTRIES',
    whenUnset: 'no budget by country',
    parse: amountsByCountry,
    expected: byCountry,
    meaning: 'The messages that may leave in a day to each country.',
    example: 'RU:5000,*:50',
  }),
  smsPrices: optionalSetting({
    name: 'SMS_PRICES',
    whenUnset: 'messages cost nothing',
    parse: amountsByCountry,
    expected: byCountry,
    meaning: 'What one message costs, by country, in whatever money the budgets below are in.',
    example: 'RU:3.50,*:12',
  }),
  smsMoneyDay: optionalSetting({
    name: 'SMS_MONEY_DAY',
    whenUnset: 'no budget in money',
    parse: money,
    expected: 'a number such as 1000 or 99.50',
    meaning: 'The money that messages may cost in a day, all countries together.',
    example: '5000',
  }),
  smsMoneyDayCountries: optionalSetting({
    name: 'SMS_MONEY_DAY_COUNTRIES',
    whenUnset: 'no budget in money by country',
    parse: amountsByCountry,
    expected: byCountry,
    meaning: 'The money that messages to each country may cost in a day.',
    example: 'RU:4000,*:200',
  }),
  smsBudgetReservedPercent: setting({
    name: 'SMS_BUDGET_RESERVED_PERCENT',
    standard: '20',
    parse: wholeNumber(0, 90),
    expected: 'a whole number from 0 to 90',
    meaning: 'The part of every budget that is kept for numbers which have signed in before.',
  }),
};
