import { holdsReports } from '../intake/index.ts';
import { ConfigError, type Ctx, createContext, type Kernel, newId, type Result, systemActor } from '../kernel/index.ts';
import { holdsRealPeople } from '../members/index.ts';

/** Whether people work here, or reports were filed, that are of no demonstration. */
export async function holdsRealRows(ctx: Ctx): Promise<Result<boolean>> {
  const people = await holdsRealPeople(ctx);
  return !people.ok || people.value ? people : holdsReports(ctx, { demonstration: false });
}

/**
 * The kernel as it may run: never with the demonstration where somebody's matter is, since its passwords are shown to everybody.
 * Where the demonstration only follows from the embedded database it is left out, and that is said.
 * @throws ConfigError where it was asked for
 */
export async function leaveOutOverRealRows(kernel: Kernel, say: (line: string) => void): Promise<Kernel> {
  if (!kernel.config.demonstration) return kernel;
  const actor = systemActor('demonstration.leave-out');
  const real = await holdsRealRows(createContext(kernel, { actor, requestId: newId<'request'>(), language: 'vi' }));
  if (!real.ok) throw new Error(`the start was refused: ${real.refusal.code}`);
  if (!real.value) return kernel;
  if (kernel.config.demonstrationAsked)
    throw new ConfigError(
      'DEMONSTRATION="on": this database holds people or reports that are of no demonstration. Set DEMONSTRATION=off, or give the demonstration a DATA_DIR of its own.',
    );
  say(
    'Cơ sở dữ liệu có dữ liệu thật: không chạy minh họa · The database holds what is of no demonstration: started without it',
  );
  return { ...kernel, config: { ...kernel.config, demonstration: false } };
}
