/** Something in an office's data that is allowed but hardly meant. `where` is a path, such as `rota[3].person`. */
export interface Problem {
  readonly where: string;
  readonly sentence: string;
}

export const problem = (where: string, sentence: string): Problem => ({ where, sentence });
