import type { BackupView } from "../../../admin/schemas/backup.ts";
import { api, Refusal, sentenceOf } from "../../lib/api.ts";
import { visitor } from "../../lib/session.svelte.ts";
import { words } from "../../words/words.ts";

/** How often it is asked how far the box is. Milliseconds. */
const LOOK = 700;
/** How often a part of a file is sent again when the network is away for a moment, and after how long. Milliseconds. */
const TRIES = 8;
const TRY_AGAIN = 1500;

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** How backups stand on the box, and what was asked of it here. */
export class BackupDesk {
  view = $state.raw<BackupView | null>(null);
  /** How far a file is that goes out from here. */
  sent = $state<number | null>(null);
  fault = $state<string | null>(null);
  #open = true;

  /** Follows what goes on until it is closed. */
  async follow(): Promise<void> {
    while (this.#open) {
      const { making, restore } = this.view ?? {};
      if (restore?.at === "replacing") return this.#comeBack();
      if (!this.view || making || restore?.at === "checking") await this.look();
      await wait(LOOK);
    }
  }

  close(): void {
    this.#open = false;
  }

  async look(): Promise<void> {
    await this.#act(async () => {
      this.view = await api.get("backup");
    });
  }

  make = (password: string | null) => this.#act(() => api.post("backup", { body: { password } }), true);
  check = (password: string | null) => this.#act(() => api.post("restore/check", { body: { password } }), true);
  end = () => this.#act(() => api.remove("restore"), true);

  async replace(token: string, config: boolean): Promise<void> {
    await this.#act(() => api.post("restore/replace", { body: { token, config } }));
    // The box may be away already, and answer no further question.
    if (this.view && !this.fault) this.view = { ...this.view, restore: { at: "replacing" } };
  }

  /** Sends a file in parts, and has it checked. */
  async send(file: File): Promise<void> {
    this.sent = 0;
    await this.#act(async () => {
      const { part } = await api.post("restore", { body: { name: file.name, size: file.size } });
      for (let at = 0; at < file.size; at += part) {
        await this.#sendPart(file.slice(at, at + part, "application/octet-stream"), at);
        this.sent = Math.min(file.size, at + part);
      }
      await api.post("restore/check", { body: { password: null } });
    }, true);
    this.sent = null;
  }

  async #sendPart(bytes: Blob, at: number): Promise<void> {
    for (let tried = 1; ; tried++)
      try {
        await api.put("restore/part", { query: { at }, body: bytes });
        return;
      } catch (thrown) {
        if (!this.#open || !(thrown instanceof Refusal) || thrown.code !== "unreachable" || tried === TRIES)
          throw thrown;
        await wait(TRY_AGAIN);
      }
  }

  async #act(work: () => Promise<unknown>, look = false): Promise<void> {
    this.fault = null;
    try {
      await work();
    } catch (thrown) {
      // A file that was moved or changed while it was read.
      this.fault = thrown instanceof DOMException ? words().backup.gone : sentenceOf(thrown);
    }
    if (look) this.view = await api.get("backup").catch(() => this.view);
  }

  /** The box is a new one when it no longer knows who is here. */
  async #comeBack(): Promise<void> {
    visitor.leave();
    while (this.#open) {
      await wait(LOOK);
      const session = await api.get("session").catch(() => null);
      if (session?.user !== null) continue;
      location.reload();
      return;
    }
  }
}
