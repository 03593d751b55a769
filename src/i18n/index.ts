export { chosenLocale, type Locale, locales, negotiateLocale, type Text } from './locale.ts';
export { speech } from './messages.ts';
