import type { FastifyInstance } from 'fastify';
import { sendPage } from '../../http/index.ts';
import { speech } from '../../i18n/index.ts';
import { endAccount, exportData } from '../../profile/index.ts';
import { html } from '../../ui/index.ts';
import { leadTo, type PageContext, requireVisitor } from '../context.ts';
import { attempt } from '../parts/form-error.ts';
import { signOutButton } from '../parts/sign-out-button.ts';
import { isFresh, leadToFresh, needsFresh } from './reauthentication-routes.ts';

const say = speech({
  title: { en: 'End the account', ru: 'Удаление аккаунта' },
  erased: {
    en: 'Your number and name are erased at once, and all your devices are signed out.',
    ru: 'Номер и имя стираются сразу, все устройства отключаются.',
  },
  kept: {
    en: 'Whoever invited you keeps a nameless entry in their list. Your invite code stops working.',
    ru: 'У того, кто вас пригласил, в списке останется строка без имени. Ваш код приглашения перестанет действовать.',
  },
  forGood: { en: 'This cannot be undone.', ru: 'Отменить это нельзя.' },
  end: { en: 'End my account for good', ru: 'Удалить аккаунт навсегда' },
  keep: { en: 'Keep it', ru: 'Не удалять' },
});

/** Taking one's data along, and ending the account. */
export function ownDataPages(app: FastifyInstance, context: PageContext): void {
  app.get('/profile/export', async (_request, reply) => leadTo(context, reply, '/profile'));

  app.post('/profile/export', async (request, reply) => {
    const data = await exportData(context.profiles, await requireVisitor(context, request));
    return reply
      .header('content-disposition', 'attachment; filename="profile.json"')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(data, undefined, 2));
  });

  app.get('/profile/end', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    if (!isFresh(context, caller)) return leadToFresh(context, reply, 'end');
    const { locale } = request;
    const t = say(locale);
    return sendPage(reply, {
      locale,
      title: t.title,
      shape: 'narrow',
      ownHeading: true,
      actions: signOutButton(locale),
      body: html`<div class="card stack">
<h1>${t.title}</h1>
<p>${t.erased}</p>
<p>${t.kept}</p>
<p><strong>${t.forGood}</strong></p>
<form method="post" action="/profile/end"><button class="button danger wide">${t.end}</button></form>
<p><a class="button wide" href="/profile">${t.keep}</a></p>
</div>`,
    });
  });

  app.post('/profile/end', async (request, reply) => {
    const caller = await requireVisitor(context, request);
    const { problem } = await attempt(() => endAccount(context.profiles, caller));
    if (problem !== undefined && needsFresh(problem)) return leadToFresh(context, reply, 'end');
    if (problem !== undefined) throw problem;
    context.cookies.clear(reply, 'session', 'step', 'invite');
    return leadTo(context, reply, '/', 'account_ended');
  });
}
