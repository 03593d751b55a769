import type { Config } from '../config/index.ts';
import type { Budget } from '../defence/index.ts';

const noAmounts: ReadonlyMap<string, number> = new Map();

/** The budgets for messages that the settings name. */
export function budgetOf(config: Config): Budget {
  return {
    messages: config.smsBudgetDay,
    messagesByCountry: config.smsBudgetDayCountries ?? noAmounts,
    money: config.smsMoneyDay,
    moneyByCountry: config.smsMoneyDayCountries ?? noAmounts,
    prices: config.smsPrices ?? noAmounts,
    reserved: config.smsBudgetReservedPercent / 100,
  };
}
