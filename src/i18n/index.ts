export { builtInCatalogues, builtInLocales, type Catalogue } from './catalogue.ts';
export { chosenLocale, type Locale, negotiateLocale } from './locale.ts';
export type { FieldErrorCode, ProblemCode, TextKey } from './text-key.ts';
export { createTexts, type Say, type Texts, type Values } from './texts.ts';
