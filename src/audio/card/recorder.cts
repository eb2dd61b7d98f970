/**
 * A recorder for node-record-lpcm16, which takes the path of one. Its own for `arecord` says nothing of the buffers, whose
 * usual size makes of each second eight pieces: a key, or a word that is passed on, would come an eighth of a second late.
 */
interface Wanted {
  readonly program: string;
  readonly words: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

module.exports = ({ program, words, env }: Wanted) => ({
  cmd: program,
  args: [...words],
  // Ctrl-C at a terminal must not take the sound away before the caller was told.
  spawnOptions: { env, detached: true },
});
