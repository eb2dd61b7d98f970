import { type Language, learn } from "../words/catalogue.ts";

export type Theme = "system" | "light" | "dark";

const languageKey = "permanence.language";
const themeKey = "permanence.theme";

/** Storage may be forbidden (private windows): then a choice lasts as long as the page. */
function recall(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}

/** French unless the person chose English, or their browser speaks English and no French. */
function firstLanguage(): Language {
  const kept = recall(languageKey);
  if (kept === "fr" || kept === "en") return kept;
  const spoken = navigator.languages.map((tag) => tag.slice(0, 2)).find((tag) => tag === "fr" || tag === "en");
  return spoken === "en" ? "en" : "fr";
}

function firstTheme(): Theme {
  const kept = recall(themeKey);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** What one person prefers on one browser. */
class Preferences {
  language = $state<Language>(firstLanguage());
  theme = $state<Theme>(firstTheme());

  #wanted = this.language;

  /** Once its words are there; the one that is spoken now, when the box is away. */
  async speak(language: Language): Promise<void> {
    if (await this.#turnTo(language)) keep(languageKey, language);
  }

  /** The language of an account, where this browser has no choice of its own. */
  async suggest(language: Language): Promise<void> {
    if (recall(languageKey) === null) await this.#turnTo(language);
  }

  async #turnTo(language: Language): Promise<boolean> {
    this.#wanted = language;
    const there = await learn(language).then(
      () => true,
      () => false,
    );
    // Somebody may have changed their mind meanwhile.
    if (!there || this.#wanted !== language) return false;
    this.language = language;
    return true;
  }

  paint(theme: Theme): void {
    this.theme = theme;
    keep(themeKey, theme);
  }
}

export const preferences = new Preferences();
