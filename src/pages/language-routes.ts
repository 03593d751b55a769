import type { FastifyInstance } from 'fastify';
import { field } from './parts/form.ts';

const yearSeconds = 31_536_000;

/** The choice of language, for all pages. */
export function languagePages(app: FastifyInstance, isProduction: boolean): void {
  app.get('/language', async (_request, reply) => reply.redirect('/', 303));

  app.post('/language', async (request, reply) => {
    const chosen = app.texts.locales.find((locale) => locale === field(request, 'locale'));
    if (chosen !== undefined) {
      reply.setCookie('locale', chosen, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure: isProduction,
        maxAge: yearSeconds,
      });
    }
    return reply.redirect(ownPath(field(request, 'back')), 303);
  });
}

/** A path of this service. Anything that could lead to another site becomes the start page. */
function ownPath(text: string): string {
  const url = text.startsWith('/') ? URL.parse(text, 'http://here.invalid') : null;
  return url?.host === 'here.invalid' ? url.pathname + url.search : '/';
}
