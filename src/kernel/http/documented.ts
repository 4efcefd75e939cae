/**
 * Asks for something that nobody can give where a view and the schema of the answer differ, so that the compiler refuses
 * the route and names the fields. A schema strips what it does not name: a field that stands in the view alone would
 * silently not go out, and what the schema names and the view lacks is refused by the handler's own type.
 */
export type Documented<View, Shape> = unknown extends Shape
  ? { readonly undocumented: 'the schema of the answer says nothing: leave out its annotation or cast' }
  : [Undocumented<View, Shape>] extends [never]
    ? unknown
    : { readonly undocumented: Undocumented<View, Shape> };

/** The paths of the fields that the view has and the schema does not name, at any depth. */
type Undocumented<View, Shape> = View extends Leaf
  ? never
  : View extends readonly (infer One)[]
    ? Undocumented<One, Extract<Shape, readonly unknown[]>[number]>
    : View extends object
      ? {
          [Name in keyof View & string]: Name extends NameIn<ObjectOf<Shape>>
            ? Dotted<Name, Undocumented<View[Name], ValueIn<ObjectOf<Shape>, Name>>>
            : Name;
        }[keyof View & string]
      : never;

type Leaf = string | number | boolean | bigint | symbol | null | undefined | Date;
type ObjectOf<Shape> = Exclude<Shape, Leaf | readonly unknown[]>;
// Distributed over a union: a name of any of its members is documented.
type NameIn<Shape> = Shape extends unknown ? keyof Shape : never;
type ValueIn<Shape, Name extends string> = Shape extends unknown
  ? Name extends keyof Shape
    ? Shape[Name]
    : never
  : never;
type Dotted<Name extends string, Inner> = Inner extends string ? `${Name}.${Inner}` : never;
