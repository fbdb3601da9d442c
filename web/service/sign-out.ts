import { send } from './client.ts';

/** Ends the session on the server, then leaves for the sign-in. */
export async function signOut(): Promise<void> {
  await send('POST', '/sign-out');
  location.assign('/sign-in');
}
