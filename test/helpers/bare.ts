/**
 * A program as a user would start it: the test runner puts NODE_OPTIONS into the environment of every child, and each Node below it then loads the runner's own
 * modules, which takes longer than most of our commands. In: the program. Out: it, and what stands before it.
 */
export const bare = (program: string): string[] => ['/usr/bin/env', '-u', 'NODE_OPTIONS', program]
