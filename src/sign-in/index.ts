export { signInRoutes } from './routes.ts';
export { createSignIn, type OnFirstSignIn, type SignIn } from './sign-in.ts';
