import t from 'tap'
import { filesWritten } from '../../../src/core/context/files-written.js'

const app = '/home/me/app'
const written = (command: string): readonly string[] => filesWritten(command, app)

t.test('a redirection, tee and sed -i write the files they name, below the directory that cd has gone to', async t => {
  t.same(written("cd packages/web && cat > src/new.ts <<'EOF'\nconst a = 1 > 2\nEOF"), [`${app}/packages/web/src/new.ts`])
  t.same(written("echo x >> CHANGELOG.md; cd /opt/x; echo y | tee -a log ../z >/dev/null 2>&1"), [`${app}/CHANGELOG.md`, '/opt/x/log', '/opt/z'])
  t.same(written("sed -i 's/a > b/c/' src/a.ts src/b.ts && sed -i.bak -E -e 's/x/y/' c.ts && sed -n 3p d.ts"), [`${app}/src/a.ts`, `${app}/src/b.ts`, `${app}/c.ts`])
  t.same(written('(cd sub && echo x > a) ; echo y > b'), [`${app}/sub/a`, `${app}/b`])
  t.same(written('NODE_ENV=test npm test > out.txt 2> errors.txt'), [`${app}/out.txt`])
})

t.test('what is not known to have been written is not said to be', async t => {
  for (const command of ['echo "a > b"', 'test -f a || echo x > a', 'for f in *; do echo > b; done', 'if true; then echo > b; fi', 'echo x > "$OUT"', 'echo > *.ts', 'cd "$DIR" && echo x > a', 'cd - && echo > a', 'sed s/a/b/ c.ts', 'grep -r "=>" src', 'npm test 2>errors', "git commit -m 'a -> b > c'", 'awk \'$1 > 5\' data']) t.same(written(command), [], command)
  t.same(written('cd "$DIR" && echo x > /etc/motd'), ['/etc/motd'])
})
