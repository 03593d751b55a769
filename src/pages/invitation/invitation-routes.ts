import type { FastifyInstance } from 'fastify';
import { parseInviteCode } from '../../lib/invite-code.ts';
import { leadTo, type PageContext } from '../context.ts';

/** Share links. They do not reveal whose code it is, or whether it exists. */
export function invitationPages(app: FastifyInstance, context: PageContext): void {
  const { cookies } = context;

  app.get<{ Params: { code: string } }>('/i/:code', async ({ params }, reply) => {
    const code = parseInviteCode(params.code);
    if (code === undefined) return leadTo(context, reply, '/', 'link_wrong');
    cookies.write(reply, 'invite', code);
    return leadTo(context, reply, '/');
  });

  app.get('/invitation/decline', async (_request, reply) => leadTo(context, reply, '/'));

  app.post('/invitation/decline', async (_request, reply) => {
    cookies.clear(reply, 'invite');
    return leadTo(context, reply, '/');
  });
}
