export { type Asset, chooseEncoding } from './asset.ts';
export { countdown } from './countdown.ts';
export { Html, html } from './html.ts';
export { layOut, type Page } from './layout.ts';
export { moment } from './local-time.ts';
export type { Reader } from './reader.ts';
export { type Branding, createTheme, type Theme } from './theme.ts';
export { zoneOf, zoneOffsetMs } from './time-zone.ts';
