import { ReadableStream } from "node:stream/web";
import { Decrypter, Encrypter } from "age-encryption";
import { Fault } from "../kernel/fault.ts";
import { WORK_FACTOR } from "./format.ts";
import { passwordIdentity, passwordRecipient } from "./password-key.ts";

/** Bytes within an `age` file with this password. `work`: logarithm of the effort to try one. */
export async function encrypt(
  plain: AsyncIterable<Uint8Array>,
  password: string,
  work: number,
): Promise<AsyncIterable<Uint8Array>> {
  const encrypter = new Encrypter();
  encrypter.addRecipient(passwordRecipient(password, work));
  return (await encrypter.encrypt(streamOf(plain))) as unknown as AsyncIterable<Uint8Array>;
}

/**
 * What is in an `age` file. Faults: `backup.wrong-password`, `backup.damaged` for a head that asks for more memory than
 * a small box has, or can't be read; and, while it is read, for every byte that is not as it was.
 */
export async function decrypt(cipher: AsyncIterable<Uint8Array>, password: string): Promise<AsyncIterable<Uint8Array>> {
  const decrypter = new Decrypter();
  decrypter.addIdentity(passwordIdentity(password, WORK_FACTOR));
  const plain = await decrypter.decrypt(streamOf(cipher)).catch((thrown: unknown) => {
    // The library has no errors of its own to tell one from the other.
    if (thrown instanceof Error && thrown.message.startsWith("no identity matched"))
      throw new Fault("backup.wrong-password", "The password is not the one of this backup", thrown);
    throw damaged(thrown);
  });
  return watched(plain as unknown as AsyncIterable<Uint8Array>);
}

const damaged = (cause: unknown) =>
  cause instanceof Fault ? cause : new Fault("backup.damaged", "What is encrypted was changed or cut short", cause);

async function* watched(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  try {
    yield* pieces;
  } catch (thrown) {
    throw damaged(thrown);
  }
}

/** A stream of the kind that browsers have. */
function streamOf(pieces: AsyncIterable<Uint8Array>): globalThis.ReadableStream<Uint8Array> {
  const each = pieces[Symbol.asyncIterator]();
  const stream = new ReadableStream<Uint8Array>({
    async pull(controller) {
      const next = await each.next();
      if (next.done) controller.close();
      else controller.enqueue(next.value);
    },
    async cancel() {
      await each.return?.();
    },
  });
  return stream as unknown as globalThis.ReadableStream<Uint8Array>;
}
