/**
 * Every failure that a person can do something about is one of these. `exitCode` is from sysexits(3), so that a script
 * and a unit can tell "try later" from "this will never work"; `hint` says what to do and is printed on its own line.
 */
export class CliError extends Error {
  constructor(
    readonly exitCode: number,
    message: string,
    readonly hint?: string,
    options?: ErrorOptions,
  ) {
    super(message, options)
    this.name = new.target.name
  }
}

/** 1, as grep(1) has it: what was looked for is nowhere. Nothing is wrong, so nothing is said where the code alone tells it: without a message. */
export class NothingFound extends CliError {
  constructor(message = '', hint?: string) {
    super(1, message, hint)
  }
}

/** 64 EX_USAGE: the command was called wrongly. */
export class UsageError extends CliError {
  constructor(message: string, hint?: string) {
    super(64, message, hint)
  }
}

/** 65 EX_DATAERR: a file of ours holds what we did not write and cannot repair. */
export class DataError extends CliError {
  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(65, message, hint, options)
  }
}

/** 69 EX_UNAVAILABLE: no tmux, no such pane, or the pane belongs to somebody else. */
export class UnavailableError extends CliError {
  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(69, message, hint, options)
  }
}

/** 73 EX_CANTCREAT: a file or directory of ours cannot be made. */
export class CannotCreateError extends CliError {
  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(73, message, hint, options)
  }
}

/** 74 EX_IOERR: reading or writing failed (full disk, I/O error, a tmux server that does not answer). */
export class IoError extends CliError {
  constructor(message: string, hint?: string, options?: ErrorOptions) {
    super(74, message, hint, options)
  }
}

/** 75 EX_TEMPFAIL: another process is at work on this session; a success for the units. */
export class BusyError extends CliError {
  constructor(message: string, hint?: string) {
    super(75, message, hint)
  }
}

/** 77 EX_NOPERM: a file or directory has an owner or mode that makes it unsafe to use. */
export class UnsafeError extends CliError {
  constructor(message: string, hint?: string) {
    super(77, message, hint)
  }
}

/** 78 EX_CONFIG: the set-up is wrong in a way that no default can cure. */
export class ConfigError extends CliError {
  constructor(message: string, hint?: string) {
    super(78, message, hint)
  }
}
