/** A paragraph of a letter. Every string is one line, from outside or not. */
export type Part =
  | { readonly is: "said"; readonly lines: readonly string[] }
  /** What is to be known of it, less loud. */
  | { readonly is: "aside"; readonly lines: readonly string[] }
  | { readonly is: "list"; readonly title: string; readonly items: readonly string[] }
  | { readonly is: "thing"; readonly what: string; readonly remedy: string }
  /** The number to call back, and what becomes of it. `dial`: null where it can't be dialled by a tap. */
  | { readonly is: "call-back"; readonly shown: string | null; readonly dial: string | null; readonly after: string }
  /** What one tap does; `before` says the same where there is no button. */
  | {
      readonly is: "act";
      readonly before: string;
      readonly label: string;
      readonly url: string;
      readonly after: string;
    };

/** How much it presses: the colour of the letter's edge, and a word over its title. */
export type Mark = { readonly tone: "bad" | "warn" | "good"; readonly word: string } | null;
