import { sections } from './schema.ts';
import type { Setting } from './setting.ts';

const source = 'Made from the settings schema by `node scripts/env-sample.ts`; not edited by hand.';

/** The text of `.env_sample`: every setting with its description, commented out. */
export function envSample(): string {
  const head = [
    '# Settings of Pozovi. Copy this file to .env and take the # from what you change: it runs as it is.',
    '# The environment wins over .env. NAME_FILE=/path reads the value of NAME from a file. Empty is unset.',
    `# ${source}`,
  ];
  const blocks = sections.map(({ title, settings }) =>
    [`# ---- ${title} ${'-'.repeat(70 - title.length)}`, ...settings.map(sampleEntry)].join('\n\n'),
  );
  return `${[head.join('\n'), ...blocks].join('\n\n')}\n`;
}

function sampleEntry(setting: Setting<unknown>): string {
  const lines = [...wrap(setting.description, 110), ...wrap(`Expected: ${setting.expected}.`, 110)];
  if (setting.defaultDescription !== undefined)
    lines.push(...wrap(`Unset: ${setting.defaultDescription}.`, 110));
  if (setting.example !== undefined) lines.push(`Example: ${setting.example}`);
  return [...lines.map((line) => `# ${line}`), `#${setting.name}=${setting.default ?? ''}`].join('\n');
}

/** The text of `docs/settings.md`: a table for each section. */
export function settingsPage(): string {
  const head = [
    '# Settings',
    `<!-- ${source} -->`,
    'Settings come from the environment, or from `.env` in the folder where the service is started; the environment wins. `NAME_FILE` reads the value of `NAME` from a file. An empty value is unset. All mistakes are reported at once, at the start.',
    'Durations are written `500ms`, `30s`, `5m`, `1h30m` or `30d`. A bare number has the unit at the end of the name: `CODE_TTL_S=300` is 300 seconds, `SIMULATED_DELAY_MS=300` 300 milliseconds, `AUDIT_DAYS=300` 300 days. Switches are `on` or `off`; `true` and `false` are read too.',
  ];
  const tables = sections.map(({ title, settings }) =>
    [
      `## ${title}\n`,
      '| name | default | expected | description |',
      '|---|---|---|---|',
      ...settings.map(tableRow),
    ].join('\n'),
  );
  return `${[...head, ...tables].join('\n\n')}\n`;
}

function tableRow(setting: Setting<unknown>): string {
  const fallback =
    setting.default === undefined ? `unset: ${setting.defaultDescription}` : `\`${setting.default}\``;
  const example = setting.example === undefined ? '' : ` Example: \`${setting.example}\`.`;
  const secret = setting.secret ? ' Never shown.' : '';
  const cells = [
    `\`${setting.name}\``,
    fallback,
    setting.expected,
    `${setting.description}${example}${secret}`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}

function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}
