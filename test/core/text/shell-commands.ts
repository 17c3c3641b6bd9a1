import t from 'tap'
import { shellCommands } from '../../../src/core/text/shell-commands.js'

const read = (text: string): [string, string, string][] =>
  shellCommands(text).map(({ after, words, writes }) => [after, words.map(({ text: word }) => word).join('|'), writes.map(({ text: word }) => word).join('|')])

t.test('words, quotes, operators and redirections are told apart', async t => {
  t.same(read(`cd 'a b' && echo "x > y" >> c.md 2>/dev/null; ls|wc -l >n &>all # > no\nmake 2>&1 >log`), [
    ['', 'cd|a b', ''],
    ['&&', 'echo|x > y', 'c.md'],
    [';', 'ls', ''],
    ['|', 'wc|-l', 'n|all'],
    ['\n', 'make', 'log'],
  ])
})

t.test('the lines of here-documents are no commands', async t => {
  t.same(read("cat > a.ts <<'EOF' && echo done\nif (1 > 2) { rm > b }\nEOF\ncat <<-END >c\n\tx > y\n\tEND\nwc <<< \"a > b\""), [
    ['', 'cat', 'a.ts'],
    ['&&', 'echo|done', ''],
    ['\n', 'cat', 'c'],
    ['\n', 'wc', ''],
  ])
})

t.test('a word is literal when the shell puts nothing in its place', async t => {
  const literal = (text: string): boolean[] => shellCommands(text)[0]?.words.map(word => word.literal) ?? []
  t.same(literal(`a 'b$c' "d e" f\\ g \\$h`), [true, true, true, true, true])
  t.same(literal('a$b "$c" *.ts ~/d `e` {f,g} "un'), [false, false, false, false, false, false, false])
})

t.test('whatever a text holds, it ends, soon', async t => {
  for (const text of ['', '\n', '<<', '>', "'", '"'.repeat(100_001), '('.repeat(100_000), "a <<'E'\n".repeat(20_000), '\\', '>'.repeat(100_000), '# x', '\0']) t.type(shellCommands(text).length, 'number')
})
