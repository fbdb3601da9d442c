import { refusal } from '../../../kernel/errors.ts';
import { listenTo, type Database } from '../../../platform/database/index.ts';
import { changeIn, changeKinds, type ChangeNotice } from '../../use-cases/follow-changes.ts';

/** Streams that one person may hold open, and all people of one server. */
const mostOfPerson = 8;
const mostOfServer = 400;

/** Seconds after which it is worth asking again for a stream. */
const secondsUntilRoom = 5;

type Follower = (change: ChangeNotice) => void;

/**
 * Hears the changes that triggers of the database tell of (`delivery.tell_change`), on one connection for all who
 * follow, which is open as long as somebody does. Nothing is kept here: whoever comes back, to whatever server, reads
 * what there is now.
 */
export class ChangeFeed {
  readonly #owner: Database;
  readonly #followers = new Map<symbol, { readonly personId: string; readonly follower: Follower }>();
  #listening: Promise<() => Promise<void>> | undefined;

  constructor(owner: Database) {
    this.#owner = owner;
  }

  /** Tells of every change from now on; the answer ends it. Refuses with SECURITY_LIMIT_REACHED. */
  async follow(
    { personId, userId }: { readonly personId: string; readonly userId: string },
    follower: Follower,
  ): Promise<() => void> {
    const own = [...this.#followers.values()].filter((one) => one.personId === personId).length;
    if (own >= mostOfPerson || this.#followers.size >= mostOfServer)
      throw refusal('SECURITY_LIMIT_REACHED', {
        who: own >= mostOfPerson ? userId : 'This server',
        limit: `${String(own >= mostOfPerson ? mostOfPerson : mostOfServer)} streams at once`,
        seconds: secondsUntilRoom,
      });
    const id = Symbol(personId);
    this.#followers.set(id, { personId, follower });
    const end = (): void => {
      this.#followers.delete(id);
      if (this.#followers.size === 0) void this.close();
    };
    try {
      await (this.#listening ??= this.#listen());
    } catch (error) {
      this.#listening = undefined;
      end();
      throw error;
    }
    return end;
  }

  /** Stops listening; whoever follows then begins it anew. */
  async close(): Promise<void> {
    const listening = this.#listening;
    this.#listening = undefined;
    const stop = await listening?.catch(() => undefined);
    await stop?.();
  }

  #listen(): Promise<() => Promise<void>> {
    return listenTo(this.#owner, 'daybook_changes', {
      heard: (payload) => {
        const change = changeIn(payload);
        if (change !== null) this.#tell(change);
      },
      missed: () => {
        for (const kind of changeKinds) this.#tell({ kind, places: null });
      },
    });
  }

  #tell(change: ChangeNotice): void {
    for (const { follower } of this.#followers.values()) follower(change);
  }
}
