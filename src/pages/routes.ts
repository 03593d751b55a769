import cookie from '@fastify/cookie';
import { Problem, type Routes } from '../http/index.ts';
import { ownDataPages } from './account/own-data-routes.ts';
import { phoneChangePages } from './account/phone-change-routes.ts';
import { reauthenticationPages } from './account/reauthentication-routes.ts';
import { leadTo, type PageContext } from './context.ts';
import { createCookies } from './cookies.ts';
import { invitationPages } from './invitation/invitation-routes.ts';
import { languagePages } from './language-routes.ts';
import type { PagesOptions } from './options.ts';
import { checkOrigin } from './origin-check.ts';
import { takeForms } from './parts/form.ts';
import { profilePages } from './profile/profile-routes.ts';
import { signInPages } from './sign-in/sign-in-routes.ts';
import { createSteps } from './sign-in/step.ts';

/** The pages for people: read models over the API's use cases, with forms that need no script. */
export function pageRoutes(options: PagesOptions): Routes {
  const { clock, isProduction, publicUrl, random } = options;
  return async (app) => {
    await app.register(cookie);
    takeForms(app);
    app.addHook('onRequest', checkOrigin({ publicUrl, isProduction }));
    app.addHook('onRoute', (route) => {
      route.schema = { ...route.schema, hide: true };
    });

    const context: PageContext = {
      ...options,
      cookies: createCookies(isProduction),
      steps: createSteps({ key: options.stateKey, clock, random }),
    };
    app.setErrorHandler((error, request, reply) => {
      if (!(error instanceof Problem) || error.type.status !== 401) throw error;
      const wasSignedIn = context.cookies.read(request, 'session') !== undefined;
      context.cookies.clear(reply, 'session');
      return leadTo(context, reply, '/', wasSignedIn ? 'session_over' : undefined);
    });

    signInPages(app, context);
    invitationPages(app, context);
    profilePages(app, context);
    phoneChangePages(app, context);
    ownDataPages(app, context);
    reauthenticationPages(app, context);
    languagePages(app, isProduction);
  };
}
