import type { Actor } from '../actor.ts';
import type { Capabilities, Policy } from '../policy/policy.ts';

/** What a route or a page asks of the actor before it runs. `public` is a decision, so it must be written too. */
export type Permission = 'public' | { readonly action: string };

/** All permissions of the platform, by the name of their action. */
export class Permissions {
  readonly #could = new Map<string, (actor: Actor, now: Date) => boolean>();

  constructor(policies: readonly Policy[], capabilities: readonly Capabilities[]) {
    for (const policy of policies) {
      for (const action of policy.actions) this.#add(action, (actor, now) => policy.couldEver(actor, action, now));
    }
    for (const list of capabilities) {
      for (const action of list.actions) this.#add(action, (actor, now) => list.can(actor, action, now));
    }
  }

  #add(action: string, could: (actor: Actor, now: Date) => boolean): void {
    if (this.#could.has(action)) throw new Error(`the action ${action} is defined twice`);
    this.#could.set(action, could);
  }

  /** @throws when the permission is absent or names an action that no policy defines: such a route must not start */
  mustBeKnown(permission: Permission | undefined, where: string): void {
    if (permission === undefined) throw new Error(`${where} states no permission`);
    if (permission !== 'public' && !this.#could.has(permission.action))
      throw new Error(`${where} asks for ${permission.action}, which no policy defines`);
  }

  /** Whether the actor may at all; which rows it is good for, the policy's filter says. */
  allows(permission: Permission, actor: Actor, now: Date): boolean {
    return permission === 'public' || (this.#could.get(permission.action)?.(actor, now) ?? false);
  }

  get actions(): string[] {
    return [...this.#could.keys()];
  }
}
