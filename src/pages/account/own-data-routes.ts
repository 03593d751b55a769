import type { FastifyInstance } from 'fastify';
import { readerOf, sendPage } from '../../http/index.ts';
import { endAccount, exportData } from '../../profile/index.ts';
import { html } from '../../ui/index.ts';
import { leadTo, type PageContext, requireCaller } from '../context.ts';
import { attempt } from '../parts/form-error.ts';
import { signOutButton } from '../parts/sign-out-button.ts';
import { hasSignedInRecently, leadToReauthentication, needsRecentSignIn } from './reauthentication-routes.ts';

/** Exporting one's data, and deleting the account. */
export function ownDataPages(app: FastifyInstance, context: PageContext): void {
  app.get('/profile/export', async (_request, reply) => leadTo(context, reply, '/profile'));

  app.post('/profile/export', async (request, reply) => {
    const data = await exportData(context.profiles, await requireCaller(context, request));
    return reply
      .header('content-disposition', 'attachment; filename="profile.json"')
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(data, undefined, 2));
  });

  app.get('/profile/end', async (request, reply) => {
    const caller = await requireCaller(context, request);
    if (!hasSignedInRecently(context, caller)) return leadToReauthentication(context, reply, 'end');
    const { say } = request;
    return sendPage(reply, {
      reader: readerOf(request),
      title: say('account_end.title'),
      shape: 'narrow',
      ownHeading: true,
      actions: signOutButton(request.say),
      body: html`<div class="card stack">
<h1>${say('account_end.title')}</h1>
<p>${say('account_end.erased')}</p>
<p>${say('account_end.kept')}</p>
<p><strong>${say('account_end.for_good')}</strong></p>
<form method="post" action="/profile/end"><button class="button danger wide">${say('account_end.end')}</button></form>
<p><a class="button wide" href="/profile">${say('account_end.keep')}</a></p>
</div>`,
    });
  });

  app.post('/profile/end', async (request, reply) => {
    const caller = await requireCaller(context, request);
    const { problem } = await attempt(() => endAccount(context.profiles, caller));
    if (problem !== undefined && needsRecentSignIn(problem))
      return leadToReauthentication(context, reply, 'end');
    if (problem !== undefined) throw problem;
    context.cookies.clear(reply, 'session', 'step', 'invite');
    return leadTo(context, reply, '/', 'account_ended');
  });
}
