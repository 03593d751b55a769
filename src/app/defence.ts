import { findAccountByPhoneNumber } from '../accounts/index.ts';
import { successesSince } from '../codes/index.ts';
import type { Config } from '../config/index.ts';
import {
  type Budget,
  createDefence,
  type Defence,
  type DefenceRules,
  strictDisabledFromScore,
} from '../defence/index.ts';
import { createProofs, type Proofs } from '../proof-of-work/index.ts';
import type { Base } from './base.ts';

/** What protects sending and entering codes. */
export interface Defences {
  readonly defence: Defence;
  readonly proofs: Proofs;
}

export function createDefences(base: Base): Defences {
  const { config, database, clock, random, counters, audit, key } = base;
  const defence = createDefence({
    database,
    clock,
    random,
    counters,
    audit,
    key: key('numbersAndOrigins'),
    rules: rulesOf(config),
    isKnownNumber: async (trx, phoneNumber) =>
      (await findAccountByPhoneNumber(trx, phoneNumber)) !== undefined,
    successesSince,
  });
  return { defence, proofs: createProofs({ clock, random, key: key('proofs') }) };
}

function rulesOf(config: Config): DefenceRules {
  return {
    rateLimits: config.rateLimits,
    sendsPerAddress: config.sendsPerAddress,
    verifiesPerAddress: config.verifiesPerAddress,
    activationsPerAccount: config.activationsPerAccount,
    activationsPerAddress: config.activationsPerAddress,
    fraudMode: config.fraudMode,
    homeCountry: config.defaultRegion,
    budget: budgetOf(config),
    // A developer's own machine plays all clients from one address.
    limitsLoopback: config.mode === 'production',
    disabledFromScore: config.strict ? strictDisabledFromScore : undefined,
  };
}

const noAmounts: ReadonlyMap<string, number> = new Map();

/** The message budgets of the settings. */
function budgetOf(config: Config): Budget {
  return {
    messages: config.smsBudgetDay,
    messagesByCountry: config.smsBudgetDayCountries ?? noAmounts,
    money: config.smsMoneyDay,
    moneyByCountry: config.smsMoneyDayCountries ?? noAmounts,
    prices: config.smsPrices ?? noAmounts,
    reserved: config.smsBudgetReservedPercent / 100,
  };
}
