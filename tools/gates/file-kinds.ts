/** Files that may speak SQL and hold `pg` or `kysely` values: stores, the parts of the kernel that are the database, and what starts it. */
export const SQL_FILES =
  /-store\.ts$|^apps\/server\/database\/|\/migrations\/|^src\/kernel\/(database|live|migrate|jobs|kernel)\.ts$|^src\/kernel\/policy\//;

/** Tests, contracts that several tests call, and servers that stand in for a provider. They may reach into the database to see what is there. */
export const TEST_FILES = /\.(?:test|contract|fake)\.ts$|^tests\/|[./]testing\.ts$/;
