import assert from 'node:assert/strict';
import type { TextKey, Values } from '../../src/i18n/index.ts';
import { html } from '../../src/ui/index.ts';
import type { Service } from '../service.ts';

/** A page as a browser without scripts has it. */
export interface PageView {
  readonly status: number;
  /** Where it was in the end, after redirects. */
  readonly path: string;
  readonly headers: Headers;
  readonly html: string;
  /** What a reader sees: without markup, spaces joined. */
  readonly text: string;
}

/** A person with their own browser, which has cookies and forms but no scripts. */
export interface Visitor {
  readonly cookies: Map<string, string>;
  open(path: string): Promise<PageView>;
  /** Fills in the form that goes to `action` on `page` and sends it, with what the form holds already. */
  submit(page: PageView, action: string, fields?: Record<string, string>): Promise<PageView>;
  /** One request, no redirect followed. */
  request(method: string, path: string, more?: RequestMore): Promise<Fetched>;
  /** Another tab of the same browser shares the cookies. */
  signIn(phoneNumber: string): Promise<PageView>;
  /** A sentence in this visitor's language, as it stands in the markup. */
  says(key: TextKey, values?: Values): string;
}

/** An answer with its body read: an unread one would hold its connection, and the service would not close. */
export interface Fetched {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export async function fetched(url: string, init: RequestInit = {}): Promise<Fetched> {
  const response = await fetch(url, { redirect: 'manual', ...init });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

interface RequestMore {
  readonly form?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

const redirectsMax = 5;

export function createVisitor(service: Service, language = 'en'): Visitor {
  const cookies = new Map<string, string>();
  const origin = new URL(service.config.publicUrl).origin;

  async function request(
    method: string,
    path: string,
    { form, headers }: RequestMore = {},
  ): Promise<Fetched> {
    const response = await fetched(service.url + path, {
      method,
      headers: {
        accept: 'text/html,*/*;q=0.8',
        'accept-language': language,
        'user-agent':
          'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36',
        cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
        ...(method === 'POST' && { origin }),
        ...headers,
      },
      ...(form && { body: new URLSearchParams(form) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (/Max-Age=0|Expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    return response;
  }

  async function follow(method: string, path: string, more?: RequestMore): Promise<PageView> {
    let response = await request(method, path, more);
    let at = path;
    for (let step = 0; response.status === 303 && step < redirectsMax; step += 1) {
      at = response.headers.get('location') ?? '';
      response = await request('GET', at);
    }
    const markup = response.text;
    const text = markup
      .replace(/<head>.*<\/head>/s, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    return { status: response.status, path: at, headers: response.headers, html: markup, text };
  }

  const visitor: Visitor = {
    cookies,
    says: (key, values) => html`${service.texts.in(language)(key, values)}`.text,
    request,
    open: (path) => follow('GET', path),
    submit: (page, action, fields = {}) =>
      follow('POST', action, { form: { ...heldBy(page, action), ...fields } }),
    async signIn(phoneNumber) {
      const codePage = await visitor.submit(await visitor.open('/'), '/sign-in', {
        phone_number: phoneNumber,
      });
      assert.equal(codePage.path, '/sign-in/code', codePage.text);
      return visitor.submit(codePage, '/sign-in/code', { code: await codeSentTo(service, phoneNumber) });
    },
  };
  return visitor;
}

/** What the form holds before anybody types; fails when there is no such form. */
function heldBy({ html }: PageView, action: string): Record<string, string> {
  const form = [...html.matchAll(/<form[^>]*action="([^"]+)"[^>]*>(.*?)<\/form>/gs)].find(
    (match) => match[1] === action,
  );
  assert.ok(form, `no form goes to ${action}`);
  const held: Record<string, string> = {};
  for (const [tag] of (form[2] ?? '').matchAll(/<(?:input|button)[^>]*>/g)) {
    const name = /\bname="([^"]*)"/.exec(tag)?.[1];
    if (name !== undefined) held[name] = /\bvalue="([^"]*)"/.exec(tag)?.[1] ?? '';
  }
  return held;
}

/** The code that was sent last to a number. */
export async function codeSentTo(service: Service, phoneNumber: string): Promise<string> {
  const inbox = await service.call('GET', `/api/dev/messages/?wait=10&to=${encodeURIComponent(phoneNumber)}`);
  return String(inbox.body.data[0].code);
}

/** The account's own invite code on a profile. */
export function inviteCodeOn({ html }: PageView): string {
  const code = /class="big-code"[^>]*>([^<]+)</.exec(html)?.[1];
  assert.ok(code, 'the page shows no invite code');
  return code;
}

/** Asserts that the page shows `sentence` as the error of the field. */
export function assertFault({ html }: PageView, field: string, sentence: string): void {
  assert.ok(html.includes(`id="${field}-error" role="alert">${sentence}</p>`), `${field}: ${sentence}`);
}
