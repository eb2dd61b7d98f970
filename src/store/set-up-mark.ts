import { statSync } from "node:fs";
import { open } from "node:fs/promises";
import { join } from "node:path";

/** Beside the database, and in no backup: it outlives the one and is not taken away by the other. */
const NAME = "set-up";
const WORDS = `Somebody has set a password for this appliance. While this file is here, a database without users does not
let the next visitor set another: that takes the code printed at the start, or "permanence users password" on the box.
`;

/** Whether this data folder was ever set up: users may be lost, that they were there is not. */
export interface SetUpMark {
  isThere(): boolean;
  /** On the disk when this resolves. Faults: those of the disk. */
  make(): Promise<void>;
}

export function setUpMark(folder: string): SetUpMark {
  const file = join(folder, NAME);
  return {
    isThere() {
      try {
        statSync(file);
        return true;
      } catch (thrown) {
        // A disk that can't tell must not let anybody in.
        return (thrown as NodeJS.ErrnoException).code !== "ENOENT";
      }
    },
    async make() {
      const handle = await open(file, "a", 0o600);
      try {
        if ((await handle.stat()).size === 0) await handle.writeFile(WORDS);
        await handle.sync();
      } finally {
        await handle.close();
      }
    },
  };
}
