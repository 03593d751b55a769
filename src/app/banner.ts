import type { Say } from '../i18n/index.ts';

/** What a developer needs to know when the service has started. */
export function banner(publicUrl: string, say: Say): string {
  const rows: [string, string][] = [
    [say('banner.pages'), `${publicUrl}/`],
    [say('banner.api'), `${publicUrl}/docs`],
    [say('banner.inbox'), `${publicUrl}/dev/inbox`],
    [say('banner.errors'), `${publicUrl}/docs/errors`],
    [say('banner.ready'), `${publicUrl}/readyz`],
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const list = rows.map(([name, address]) => `  ${name.padEnd(width)}  ${address}\n`).join('');
  const curl = `curl -X POST ${publicUrl}/api/send-code/ -H 'Content-Type: application/json' -d '{"phone_number":"+79991234567"}'`;
  return `\n  Pozovi  ${publicUrl}\n\n${list}\n  ${say('banner.now')}:\n  ${curl}\n\n`;
}
