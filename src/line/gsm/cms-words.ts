/** Why a text was not taken (27.005, 3.2.5; 24.011, E.2). `for-good`: another try would end in the same way. */
interface CmsWord {
  readonly words: string;
  readonly isForGood: boolean;
}

const forGood = (words: string): CmsWord => ({ words, isForGood: true });
const forNow = (words: string): CmsWord => ({ words, isForGood: false });

const WORDS: Readonly<Record<number, CmsWord>> = {
  1: forGood("There is no such number."),
  8: forGood("The operator bars texts of this SIM."),
  10: forGood("Texts of this SIM are barred."),
  21: forNow("The network refused the text."),
  27: forNow("Whoever it is for can't be reached."),
  28: forGood("The network does not know this number."),
  29: forGood("The operator refuses texts of this kind."),
  30: forGood("The operator does not know this SIM."),
  38: forNow("The network is out of order."),
  41: forNow("The network failed for a moment."),
  42: forNow("The network is overloaded."),
  47: forNow("The network has no room for it now."),
  50: forGood("The subscription has no texts."),
  69: forGood("The operator has no such service."),
  96: forGood("The network refuses the form of the text."),
  304: forGood("The module refuses the form of the text."),
  310: forNow("There is no SIM in the module."),
  311: forNow("The SIM asks for its PIN."),
  313: forNow("The SIM failed."),
  314: forNow("The SIM is busy."),
  320: forNow("The module's memory failed."),
  322: forNow("The memory for texts is full."),
  330: forNow("The SIM does not know the operator's centre for texts."),
  331: forNow("There is no network."),
  332: forNow("The network did not answer in time."),
};
/** What the network refuses of a report of delivery, not of the text. */
const OF_REPORT = [29, 50, 69];

const codeOf = (words: string): number | null => {
  const code = /^\+CMS ERROR: ?(\d+)$/.exec(words)?.[1];
  return code === undefined ? null : Number(code);
};

/** A refusal in words, of the line `+CMS ERROR: 331`. */
export function whyNotSent(said: string): CmsWord {
  const code = codeOf(said);
  return (code === null ? undefined : WORDS[code]) ?? forNow(`The module refused the text (${said}).`);
}

export const mayBeTheReport = (said: string): boolean => OF_REPORT.includes(codeOf(said) ?? -1);
