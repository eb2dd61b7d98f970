import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from "node:crypto";
import { type Identity, type Recipient, Stanza } from "age-encryption";

/**
 * The key of an `age` file by a password (https://age-encryption.org/v1, "The scrypt recipient type"), by the machine's
 * own scrypt: the library's takes ten times as long, which on a small box is most of a minute.
 */

const SALT_BYTES = 16;
const TAG_BYTES = 16;
const BLOCK_SIZE = 8;
const ZERO_NONCE = Buffer.alloc(12);

function keyOf(password: string, salt: Buffer, work: number): Buffer {
  const labelled = Buffer.concat([Buffer.from("age-encryption.org/v1/scrypt"), salt]);
  const cost = 2 ** work;
  const maxmem = 128 * BLOCK_SIZE * (cost + 16);
  return scryptSync(password, labelled, 32, { cost, blockSize: BLOCK_SIZE, parallelization: 1, maxmem });
}

export const passwordRecipient = (password: string, work: number): Recipient => ({
  wrapFileKey(fileKey) {
    const salt = randomBytes(SALT_BYTES);
    const cipher = createCipheriv("chacha20-poly1305", keyOf(password, salt, work), ZERO_NONCE, {
      authTagLength: TAG_BYTES,
    });
    const body = Buffer.concat([cipher.update(fileKey), cipher.final(), cipher.getAuthTag()]);
    return [new Stanza(["scrypt", salt.toString("base64").replace(/=+$/, ""), String(work)], body)];
  },
});

/** Null for another password. `most`: a head that asks for more effort is none of ours. */
export const passwordIdentity = (password: string, most: number): Identity => ({
  unwrapFileKey(stanzas) {
    const [stanza] = stanzas;
    const [type, salted = "", work = ""] = stanza?.args ?? [];
    const salt = Buffer.from(salted, "base64");
    const fits = stanzas.length === 1 && type === "scrypt" && salt.length === SALT_BYTES && /^[1-9]\d?$/.test(work);
    if (!stanza || !fits || Number(work) > most || stanza.body.length !== 16 + TAG_BYTES)
      throw new Error("It is not encrypted with a password in the usual way");
    const cipher = createDecipheriv("chacha20-poly1305", keyOf(password, salt, Number(work)), ZERO_NONCE, {
      authTagLength: TAG_BYTES,
    });
    cipher.setAuthTag(stanza.body.subarray(-TAG_BYTES));
    const fileKey = cipher.update(stanza.body.subarray(0, -TAG_BYTES));
    try {
      cipher.final();
      return fileKey;
    } catch {
      return null;
    }
  },
});
