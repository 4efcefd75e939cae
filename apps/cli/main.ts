/** `lachan`: operate an installation. Every command says what it did, and exits with 1 and a sentence when it could not. */
import { keepCompiled } from '../server/keep-compiled.ts';

interface Command {
  readonly usage: string;
  readonly about: string;
  /** Only the command that is asked for is loaded: a hash of a file needs no database. */
  load(): Promise<(args: readonly string[]) => Promise<void>>;
}

const COMMANDS: Readonly<Record<string, Command>> = {
  'add-encoder': {
    usage: 'NAME',
    about:
      'Register an ONNX encoder, a folder of LISTENING_ENCODERS, as a candidate, and measure it on the decisions that are held out.',
    load: async () => (await import('./add-encoder.ts')).addEncoderCommand,
  },
  'admin invite': {
    usage: '--login ADDRESS --name NAME [--agency CODE]',
    about:
      'Invite the first administrator; works only while none can sign in. Prints the link once: whoever opens it is in.',
    load: async () => (await import('./admin.ts')).adminInvite,
  },
  'audit verify': {
    usage: '[--organisation CODE] [--against FILE]',
    about:
      "Check every organisation's audit chain and its seals; with the heads that were published, name what is missing.",
    load: async () => (await import('./audit.ts')).auditVerify,
  },
  classify: {
    usage: '[--model FILE]',
    about:
      'Read lines of JSON {id, text} on stdin and write {id, labels, scores, spans}; the shipped model where none is named.',
    load: async () => (await import('./classify.ts')).classify,
  },
  'demonstration remove': {
    usage: '',
    about: 'Take the whole demonstration away, where nothing else is in the database. Stop the server first.',
    load: async () => (await import('./demonstration.ts')).demonstrationRemove,
  },
  evaluate: {
    usage:
      '--model FILE --data CSV [--text COLUMN] [--label COLUMN] [--spans COLUMN] [--harmless LABEL] [--robustness]',
    about:
      'Measure a model on a labelled table: macro-F1, each label, fairness and, if asked, disguised texts, as JSON.',
    load: async () => (await import('./evaluate.ts')).evaluate,
  },
  'evidence verify': {
    usage: '',
    about: 'Look at every kept file of a record: whether its sealed bytes are there and unchanged.',
    load: async () => (await import('./evidence.ts')).evidenceVerify,
  },
  hash: {
    usage: '[--variant full|512] FILE...',
    about:
      'Print the hashes of pictures and videos, one line of JSON for each; - reads one from stdin. Nothing is written.',
    load: async () => (await import('./hash.ts')).hash,
  },
  'import-posts': {
    usage: '--source ID FILE',
    about: 'Take public posts from an NDJSON file (- for stdin) into a source; bad lines are told by their number.',
    load: async () => (await import('./import-posts.ts')).importPostsCommand,
  },
  'keys list': {
    usage: '[--desk CODE]',
    about: 'Show the desks and their key versions.',
    load: async () => (await import('./keys.ts')).keysList,
  },
  'keys create': {
    usage: '--desk CODE',
    about: 'Make the first key pair of a desk.',
    load: async () => (await import('./keys.ts')).keysCreate,
  },
  'keys rotate': {
    usage: '--desk CODE',
    about: 'Give a desk a new key pair and wrap its data keys anew.',
    load: async () => (await import('./keys.ts')).keysRotate,
  },
  'keys rotate-root': {
    usage: '',
    about: 'Add a root key and wrap everything under it: desk keys, secrets of sign-in, of peers and of sources.',
    load: async () => (await import('./keys.ts')).keysRotateRoot,
  },
  'keys retire-root': {
    usage: '',
    about: 'Take the old root keys away, a minute or more after a rotation, once nothing is wrapped by them.',
    load: async () => (await import('./keys.ts')).keysRetireRoot,
  },
  'keys split': {
    usage: '--desk CODE | --all --shares N --threshold M --out FOLDER',
    about: "Write the custodians' shares of the keys of a desk, or of all.",
    load: async () => (await import('./keys.ts')).keysSplit,
  },
  'keys recover': {
    usage: '--desk CODE FILE...',
    about: "Put a lost desk key back from M custodians' share files.",
    load: async () => (await import('./keys.ts')).keysRecover,
  },
  train: {
    usage:
      '--data CSV --dev CSV --out FILE [--text COLUMN] [--label COLUMN] [--spans COLUMN] [--labels A,B] [--name NAME] [--version V] [--seed N]',
    about:
      'Train a model from a labelled table, tune it on a second one, and write it; several labels of a row as A|B.',
    load: async () => (await import('./train.ts')).train,
  },
  'triage train': {
    usage: '[--out FILE] [--seed N]',
    about:
      "Train the model of a child's first message from the platform's own templates; the same seed gives the same bytes.",
    load: async () => (await import('./triage.ts')).triageTrain,
  },
  openapi: {
    usage: '[--write]',
    about: 'Print the OpenAPI documents, or write them to docs/openapi.',
    load: async () => (await import('./openapi.ts')).openapi,
  },
};

keepCompiled();
const args = process.argv.slice(2);
const name = [args.slice(0, 2).join(' '), args[0] ?? ''].find((candidate) => candidate in COMMANDS);
if (name === undefined) {
  console.error('lachan COMMAND');
  for (const [command, { usage, about }] of Object.entries(COMMANDS))
    console.error(`  lachan ${command} ${usage}\n      ${about}`);
  process.exitCode = args.length === 0 ? 0 : 1;
} else {
  try {
    const run = await (COMMANDS[name] as Command).load();
    await run(args.slice(name.split(' ').length));
  } catch (error) {
    console.error(`lachan ${name}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
