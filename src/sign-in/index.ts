export { signInRoutes } from './routes.ts';
export { type OnFirstSignIn, type SignIns, signIn } from './sign-in.ts';
