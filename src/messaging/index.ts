export { inboxRoutes } from './inbox-routes.ts';
export type { Message, Provider } from './message.ts';
export {
  createMessaging,
  deliverMessage,
  type Messaging,
  SendingFailed,
  writeMessage,
} from './messaging.ts';
export { simulatedProvider } from './providers/simulated.ts';
export { erase as eraseMessages, removeOlder as removeOlderMessages } from './store.ts';
