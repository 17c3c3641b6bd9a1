import { readFileSync } from 'node:fs'
import t from 'tap'
import { places } from '../../src/program/places.js'

t.test('every file that the README names below the state directory is in the manual', async t => {
  const [, block = ''] = /## What is written where\n\n```\n([^]*?)```/.exec(readFileSync('README.md', 'utf8')) ?? []
  const named = block.split('\n').flatMap(line => [...(/^ *(\S+(?: {2}\.\S+)*) /.exec(line)?.[1] ?? '').split(/ +/)].filter(name => name !== ''))
  t.ok(named.length > 15, `${named.length} names`)
  const told = places.map(([name]) => name.trim())
  for (const name of named) t.ok(told.includes(name), name)
})
