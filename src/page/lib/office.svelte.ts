import type { Given } from "../../admin/schemas/api.ts";
import type { EntryOf, Kind, OfficeAnswer, Saved } from "../../admin/schemas/office.ts";
import type { ChangesMade } from "../../admin/schemas/office-changes.ts";
import type { SheetList } from "../../admin/schemas/sheets.ts";
import { words } from "../words/words.ts";
import { api, Refusal, sentenceOf } from "./api.ts";
import { live } from "./live.svelte.ts";
import { notes } from "./notes.svelte.ts";
import type { At, Path, Sent } from "./question.ts";
import { router } from "./route.svelte.ts";

type Changes = "office/changes" | "rota/move" | "calendar/import";
type Body<P extends Path<"PUT" | "POST">> = Sent<Given<At<"PUT" | "POST", P>, "body">>;
/** A row of this kind, as a form has it. */
type Entry<K extends Kind> = Sent<EntryOf<K>>;

/** What the office decided, and the changes that an admin makes to it. */
class OfficeBook {
  answer = $state.raw<OfficeAnswer | null>(null);

  /** Read by the guide a moment ago, and by nobody since. */
  #fresh = false;

  /** For who only wants to know where to begin: whoever follows it next need not ask again. */
  async first(): Promise<OfficeAnswer | null> {
    this.#fresh = await this.read();
    return this.answer;
  }

  follow(): () => void {
    if (!this.#fresh) void this.read();
    this.#fresh = false;
    return live.on("office", () => void this.read());
  }

  /** Whether it could be read; if not, the reader is told. */
  async read(): Promise<boolean> {
    try {
      this.answer = await api.get("office");
      return true;
    } catch (thrown) {
      notes.say(sentenceOf(thrown), "bad");
      return false;
    }
  }

  /** What an edit of this row says it is based on; null for a new one. */
  revisionOf(kind: Kind, key: string): string | null {
    return this.answer?.rows[kind]?.[key] ?? null;
  }

  /** Keeps one row. Gives the sentence of what is wrong, or null when it is kept. */
  save<K extends Kind>(kind: K, key: string, entry: Entry<K>, based: string | null): Promise<string | null> {
    return this.#change(
      asking((sure) => {
        const body = { based, entry, sure } as Body<`office/${Kind}/:key`>;
        return api.put(`office/${kind as Kind}/:key`, { params: { key }, body });
      }),
    );
  }

  remove(kind: Kind, key: string): Promise<string | null> {
    const based = this.revisionOf(kind, key) ?? "";
    return this.#change(() => api.remove(`office/${kind}/:key`, { params: { key }, query: { based } }));
  }

  saveHours(hours: Body<"office/hours">["hours"], based: string): Promise<string | null> {
    return this.#change(() => api.put("office/hours", { body: { based, hours } }));
  }

  /** `targets`: what the same form says of the times to aim at. It is saved when both are. */
  saveSettings(
    settings: Body<"office/settings">["settings"],
    based: string,
    targets: Body<"targets"> | null = null,
  ): Promise<string | null> {
    return this.#change(async () => {
      const saved = await api.put("office/settings", { body: { based, settings } });
      if (targets) await api.put("targets", { body: targets });
      return saved;
    });
  }

  /** Keeps rows of a table as the box read them: all of them or none. */
  saveRows(list: SheetList, based: string, entries: readonly unknown[]): Promise<string | null> {
    return this.#change(
      asking((sure) => api.put(`sheets/${list}`, { body: { based, entries, sure } as Body<`sheets/${SheetList}`> })),
    );
  }

  /** Several rows at once: what takes them back, or the sentence of what is wrong. */
  async changeTogether<P extends Changes>(path: P, body: Body<P>): Promise<ChangesMade | string> {
    let made: ChangesMade | null = null;
    const fault = await this.#change(async () => {
      made = await api.post(path as Changes, { body: body as Body<Changes> });
      return made;
    });
    return fault ?? made ?? words().faults.unexpected;
  }

  async #change(work: () => Promise<Pick<Saved, "problems">>): Promise<string | null> {
    try {
      const { problems } = await work();
      // The set-up guide goes on by itself, and what it has not come to yet is no problem.
      const guided = router.now.page === "setup";
      if (!guided) notes.say(words().shell.saved);
      const known = new Set(this.answer?.problems.map(({ sentence }) => sentence));
      // Roles that nobody has yet are shown on the page of people: whoever writes down the first person is not to be told.
      for (const { where, sentence } of problems)
        if (!guided && !known.has(sentence) && where !== "people") notes.say(sentence, "bad");
      await this.read();
      return null;
    } catch (thrown) {
      if (thrown instanceof Refusal && thrown.changed) await this.read();
      return sentenceOf(thrown);
    }
  }
}

/** What the box takes only from who is sure of it (a number that is dear, or its own) is asked about, then sent again. */
const asking =
  <T>(send: (sure: boolean) => Promise<T>): (() => Promise<T>) =>
  async () => {
    try {
      return await send(false);
    } catch (thrown) {
      if (!(thrown instanceof Refusal && thrown.code === "admin.doubtful-number" && confirm(thrown.message)))
        throw thrown;
      return send(true);
    }
  };

export const officeBook = new OfficeBook();

/** A new id, of the letters and digits that an office's ids have. */
export const newId = (kind: string): string =>
  `${kind}-${crypto.getRandomValues(new Uint32Array(1))[0]?.toString(36) ?? "0"}`;
