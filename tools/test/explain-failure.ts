/**
 * Turns a failed start into what a person can act on, Vietnamese first. Unknown failures keep their stack: they are bugs.
 * A wrong setting is an error named `ConfigError`, whose message names the variable and what it should hold.
 */
export function explainFailure(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { code, port, path } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return (
      `Cổng ${port} đang được chương trình khác dùng. Hãy dừng chương trình đó hoặc chọn cổng khác.\n` +
      `Port ${port} is in use by another program. Stop that one, or choose another port.`
    );
  if (code === 'EACCES' && port !== undefined)
    return (
      `Không được phép mở cổng ${port}. Hãy chọn cổng từ 1024 trở lên.\n` +
      `Not allowed to open port ${port}. Choose one from 1024 up.`
    );
  if (code !== undefined && ['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(code))
    return (
      `Không ghi được vào ${path ?? 'thư mục dữ liệu'} (${code}). Hãy đặt DATA_DIR là một thư mục ghi được.\n` +
      `Cannot write to ${path ?? 'the data folder'} (${code}). Set DATA_DIR to a folder that can be written.`
    );
  if (error.name === 'EmbeddedDatabaseError') return error.message;
  if (error.name === 'ConfigError') return `Cài đặt sai · Wrong setting: ${error.message}`;
  if (code === 'ECONNREFUSED' || code === '28P01' || code === '3D000')
    return `Không kết nối được cơ sở dữ liệu (DATABASE_URL) · Cannot reach the database: ${error.message}`;
  return error.stack ?? error.message;
}
