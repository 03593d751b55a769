import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Locale } from './locale.ts';

/** The sentences of one language by their keys, as ICU messages. */
export type Catalogue = Readonly<Record<string, string>>;

const folder = fileURLToPath(new URL('./locales', import.meta.url));

/** The languages that come with the program: a folder each. */
export function builtInLocales(): Locale[] {
  return readdirSync(folder);
}

/** Their sentences: the files of a folder are merged. */
export function builtInCatalogues(): ReadonlyMap<Locale, Catalogue> {
  return new Map(builtInLocales().map((locale) => [locale, readCatalogue(locale)]));
}

function readCatalogue(locale: Locale): Catalogue {
  const files = readdirSync(`${folder}/${locale}`).filter((name) => name.endsWith('.json'));
  return Object.assign(
    {},
    ...files.map((name) => JSON.parse(readFileSync(`${folder}/${locale}/${name}`, 'utf8'))),
  );
}
