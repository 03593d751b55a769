import type { Say } from '../../i18n/index.ts';
import { type Html, html } from '../../ui/index.ts';

/** Notices, each shown once on the next page. Their keys begin with `notice.`. */
const notices = [
  'signed_out',
  'session_over',
  'start_again',
  'code_on_its_way',
  'code_sent',
  'welcome',
  'welcome_invited',
  'invitation_wrong',
  'link_wrong',
  'activated',
  'renamed',
  'session_ended',
  'others_ended',
  'phone_changed',
  'account_ended',
] as const;
export type Notice = (typeof notices)[number];

const bad: ReadonlySet<Notice> = new Set(['session_over', 'link_wrong', 'invitation_wrong']);

export function parseNotice(text: string | undefined): Notice | undefined {
  return notices.find((name) => name === text);
}

export function noticeLine(notice: Notice | undefined, say: Say): Html | undefined {
  if (notice === undefined) return undefined;
  return html`<p class="notice${bad.has(notice) && ' bad'}" role="status">${say(`notice.${notice}`)}</p>`;
}
