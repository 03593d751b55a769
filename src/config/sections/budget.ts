import { amountsByCountry, money } from '../amounts.ts';
import { wholeNumber } from '../parsers.ts';
import { optionalSetting, setting } from '../setting.ts';

const byCountry = 'amounts by country, separated by commas, such as RU:5000,*:50 (`*`: every other country)';

export const budget = {
  smsBudgetDay: optionalSetting({
    name: 'SMS_BUDGET_DAY',
    defaultDescription: '10000 in production, no budget in development',
    parse: wholeNumber(1, 100_000_000),
    expected: 'a whole number from 1 to 100000000',
    description: 'Messages per day (UTC), all countries together.',
    example: '10000',
  }),
  smsBudgetDayCountries: optionalSetting({
    name: 'SMS_BUDGET_DAY_COUNTRIES',
    defaultDescription: 'no budget by country',
    parse: amountsByCountry,
    expected: byCountry,
    description: 'Messages per day (UTC) to each country.',
    example: 'RU:5000,*:50',
  }),
  smsPrices: optionalSetting({
    name: 'SMS_PRICES',
    defaultDescription: 'messages are free',
    parse: amountsByCountry,
    expected: byCountry,
    description: 'The price of one message by country, in the currency of the budgets below.',
    example: 'RU:3.50,*:12',
  }),
  smsMoneyDay: optionalSetting({
    name: 'SMS_MONEY_DAY',
    defaultDescription: 'no budget in money',
    parse: money,
    expected: 'a number such as 1000 or 99.50',
    description: 'Money per day (UTC) for messages, all countries together.',
    example: '5000',
  }),
  smsMoneyDayCountries: optionalSetting({
    name: 'SMS_MONEY_DAY_COUNTRIES',
    defaultDescription: 'no budget in money by country',
    parse: amountsByCountry,
    expected: byCountry,
    description: 'Money per day (UTC) for messages to each country.',
    example: 'RU:4000,*:200',
  }),
  smsBudgetReservedPercent: setting({
    name: 'SMS_BUDGET_RESERVED_PERCENT',
    default: '20',
    parse: wholeNumber(0, 90),
    expected: 'a whole number from 0 to 90',
    description: 'The percentage of every budget that is reserved for numbers that have signed in before.',
  }),
};
