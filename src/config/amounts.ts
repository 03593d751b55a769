import { region } from './regions.ts';
import { accepted, type Parser, refused } from './setting.ts';

/** Amounts by country; `*` is every other country. */
export type Amounts = ReadonlyMap<string, number>;

const amount: Parser<number> = (text) =>
  /^[0-9]{1,9}(?:\.[0-9]{1,4})?$/.test(text) ? accepted(Number(text)) : refused();

/** An amount of money with a dot: `12.50`. */
export const money = amount;

/** `RU:5000,KZ:200,*:50`. */
export const amountsByCountry: Parser<Amounts> = (text) => {
  const amounts = new Map<string, number>();
  for (const part of text.split(',')) {
    const [name = '', value = ''] = part.trim().split(':');
    const country = name === '*' ? accepted<string>('*') : region(name);
    const parsed = amount(value);
    if (!country.ok || !parsed.ok || amounts.has(country.value)) return refused(part);
    amounts.set(country.value, parsed.value);
  }
  return accepted(amounts);
};
