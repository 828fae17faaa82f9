// SQLite's C functions for C++ in the browser: thunks into sqlite-wasm, which lives in the same worker and has a heap
// of its own. Bytes are copied between the two heaps. An address in SQLite's heap is an `int` named remote here and is
// never dereferenced.
#include <sqlite3.h>

#include <cstdlib>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "web/bridge.hpp"

// SQLite's own exports, called from WebAssembly to WebAssembly.
#define REMOTE(TYPE, NAME, ...) IMPORT(sqlite3_##NAME) TYPE remote_##NAME(__VA_ARGS__);
REMOTE(int, malloc, int size)
REMOTE(void, free, int remote)
REMOTE(int, open_v2, int path, int connection, int flags, int vfs)
REMOTE(int, close_v2, int connection)
REMOTE(int, exec, int connection, int sql, int callback, int context, int message)
REMOTE(int, errmsg, int connection)
REMOTE(int, extended_errcode, int connection)
REMOTE(int, extended_result_codes, int connection, int on)
REMOTE(int, changes, int connection)
REMOTE(int, get_autocommit, int connection)
REMOTE(int, serialize, int connection, int schema, int size, int flags)
REMOTE(int, prepare_v3, int connection, int sql, int size, int flags, int statement, int tail)
REMOTE(int, step, int statement)
REMOTE(int, reset, int statement)
REMOTE(int, clear_bindings, int statement)
REMOTE(int, finalize, int statement)
REMOTE(int, bind_int64, int statement, int place, sqlite3_int64 value)
REMOTE(int, bind_double, int statement, int place, double value)
REMOTE(int, bind_null, int statement, int place)
REMOTE(int, bind_text, int statement, int place, int text, int size, int deallocator)
REMOTE(int, bind_blob, int statement, int place, int bytes, int size, int deallocator)
REMOTE(int, column_type, int statement, int column)
REMOTE(sqlite3_int64, column_int64, int statement, int column)
REMOTE(double, column_double, int statement, int column)
REMOTE(int, column_text, int statement, int column)
REMOTE(int, column_blob, int statement, int column)
REMOTE(int, column_bytes, int statement, int column)
#undef REMOTE

using unrepeat::web::sqlite_deallocator;
using unrepeat::web::sqlite_is_full;
using unrepeat::web::sqlite_length;
using unrepeat::web::sqlite_read;
using unrepeat::web::sqlite_write;

struct sqlite3 {
  int remote = 0;
  /// Keeps what sqlite3_errmsg returned.
  std::string message;
};

struct sqlite3_stmt {
  int remote = 0;
  /// What sqlite3_column_text and _blob returned: valid, as SQLite says, until the next step, reset or finalize.
  std::vector<std::unique_ptr<unsigned char[]>> columns;
};

namespace {

/// A copy in SQLite's heap, ended by a zero. Its address is 0 when SQLite has no memory.
class RemoteCopy {
 public:
  RemoteCopy(const void* local, int size) : address_(remote_malloc(size + 1)) {
    if (address_ == 0) return;
    sqlite_write(address_, local, size);
    sqlite_write(address_ + size, "", 1);
  }
  explicit RemoteCopy(const char* text) : RemoteCopy(text, static_cast<int>(std::strlen(text))) {}
  RemoteCopy(const RemoteCopy&) = delete;
  RemoteCopy& operator=(const RemoteCopy&) = delete;
  ~RemoteCopy() { remote_free(address_); }
  int address() const { return address_; }
  int release() {
    const int address = address_;
    address_ = 0;
    return address;
  }

 private:
  int address_;
};

/// Four bytes in SQLite's heap that it writes an address into.
class RemoteResult {
 public:
  RemoteResult() : copy_("\0\0\0", 4) {}
  int address() const { return copy_.address(); }
  int value() const {
    int value = 0;
    if (address() != 0) sqlite_read(address(), &value, sizeof value);
    return value;
  }

 private:
  RemoteCopy copy_;
};

const unsigned char* copy_column(sqlite3_stmt* statement, int remote, int size) {
  if (remote == 0) return nullptr;
  auto& copy = statement->columns.emplace_back(new unsigned char[static_cast<std::size_t>(size) + 1]);
  sqlite_read(remote, copy.get(), size);
  copy[static_cast<std::size_t>(size)] = 0;
  return copy.get();
}

}  // namespace

extern "C" {

int sqlite3_open_v2(const char* path, sqlite3** connection, int flags, const char* vfs) {
  *connection = nullptr;
  const RemoteCopy remote_path{path};
  const RemoteCopy remote_vfs{vfs ? vfs : ""};
  const RemoteResult result;
  if (remote_path.address() == 0 || remote_vfs.address() == 0 || result.address() == 0) return SQLITE_NOMEM;
  const int code = remote_open_v2(remote_path.address(), result.address(), flags, vfs ? remote_vfs.address() : 0);
  if (result.value() != 0) *connection = new sqlite3{result.value(), {}};
  return code;
}

int sqlite3_close_v2(sqlite3* connection) {
  if (!connection) return SQLITE_OK;
  const int code = remote_close_v2(connection->remote);
  delete connection;
  return code;
}

int sqlite3_exec(sqlite3* connection, const char* sql, int (*)(void*, int, char**, char**), void*, char**) {
  const RemoteCopy remote_sql{sql};
  if (remote_sql.address() == 0) return SQLITE_NOMEM;
  return remote_exec(connection->remote, remote_sql.address(), 0, 0, 0);
}

const char* sqlite3_errmsg(sqlite3* connection) {
  const int remote = remote_errmsg(connection->remote);
  connection->message.resize(static_cast<std::size_t>(sqlite_length(remote)));
  sqlite_read(remote, connection->message.data(), static_cast<int>(connection->message.size()));
  return connection->message.c_str();
}

int sqlite3_extended_errcode(sqlite3* connection) {
  const int code = remote_extended_errcode(connection->remote);
  // The pool of files knows one code for every failure, and forgets that it was the browser's quota.
  return (code & 0xff) == SQLITE_IOERR && sqlite_is_full() ? SQLITE_FULL : code;
}
int sqlite3_extended_result_codes(sqlite3* connection, int on) {
  return remote_extended_result_codes(connection->remote, on);
}
int sqlite3_changes(sqlite3* connection) { return remote_changes(connection->remote); }
int sqlite3_get_autocommit(sqlite3* connection) { return remote_get_autocommit(connection->remote); }

unsigned char* sqlite3_serialize(sqlite3* connection, const char* schema, sqlite3_int64* size, unsigned int flags) {
  const RemoteCopy remote_schema{schema};
  *size = 0;
  const RemoteCopy remote_size{size, sizeof *size};
  if (remote_schema.address() == 0 || remote_size.address() == 0) return nullptr;
  const int remote =
      remote_serialize(connection->remote, remote_schema.address(), remote_size.address(), static_cast<int>(flags));
  if (remote == 0) return nullptr;
  sqlite_read(remote_size.address(), size, sizeof *size);
  auto* const local = static_cast<unsigned char*>(std::malloc(static_cast<std::size_t>(*size)));
  if (local) sqlite_read(remote, local, static_cast<int>(*size));
  remote_free(remote);
  return local;
}

void sqlite3_free(void* local) { std::free(local); }

int sqlite3_prepare_v3(sqlite3* connection, const char* sql, int size, unsigned int flags, sqlite3_stmt** statement,
                       const char**) {
  *statement = nullptr;
  const RemoteCopy remote_sql{sql, size};
  const RemoteResult result;
  if (remote_sql.address() == 0 || result.address() == 0) return SQLITE_NOMEM;
  const int code =
      remote_prepare_v3(connection->remote, remote_sql.address(), size, static_cast<int>(flags), result.address(), 0);
  if (result.value() != 0) *statement = new sqlite3_stmt{result.value(), {}};
  return code;
}

int sqlite3_step(sqlite3_stmt* statement) {
  statement->columns.clear();
  return remote_step(statement->remote);
}

int sqlite3_reset(sqlite3_stmt* statement) {
  statement->columns.clear();
  return remote_reset(statement->remote);
}

int sqlite3_clear_bindings(sqlite3_stmt* statement) { return remote_clear_bindings(statement->remote); }

int sqlite3_finalize(sqlite3_stmt* statement) {
  if (!statement) return SQLITE_OK;
  const int code = remote_finalize(statement->remote);
  delete statement;
  return code;
}

int sqlite3_bind_int64(sqlite3_stmt* statement, int place, sqlite3_int64 value) {
  return remote_bind_int64(statement->remote, place, value);
}
int sqlite3_bind_double(sqlite3_stmt* statement, int place, double value) {
  return remote_bind_double(statement->remote, place, value);
}
int sqlite3_bind_null(sqlite3_stmt* statement, int place) { return remote_bind_null(statement->remote, place); }

int sqlite3_bind_text(sqlite3_stmt* statement, int place, const char* text, int size, void (*)(void*)) {
  RemoteCopy copy{text, size};
  if (copy.address() == 0) return SQLITE_NOMEM;
  return remote_bind_text(statement->remote, place, copy.release(), size, sqlite_deallocator());
}

int sqlite3_bind_blob(sqlite3_stmt* statement, int place, const void* bytes, int size, void (*)(void*)) {
  RemoteCopy copy{bytes, size};
  if (copy.address() == 0) return SQLITE_NOMEM;
  return remote_bind_blob(statement->remote, place, copy.release(), size, sqlite_deallocator());
}

int sqlite3_column_type(sqlite3_stmt* statement, int column) { return remote_column_type(statement->remote, column); }
sqlite3_int64 sqlite3_column_int64(sqlite3_stmt* statement, int column) {
  return remote_column_int64(statement->remote, column);
}
double sqlite3_column_double(sqlite3_stmt* statement, int column) {
  return remote_column_double(statement->remote, column);
}
int sqlite3_column_bytes(sqlite3_stmt* statement, int column) { return remote_column_bytes(statement->remote, column); }

const unsigned char* sqlite3_column_text(sqlite3_stmt* statement, int column) {
  // The text comes first: asking for it may convert the value and so change its length.
  const int remote = remote_column_text(statement->remote, column);
  return copy_column(statement, remote, remote_column_bytes(statement->remote, column));
}

const void* sqlite3_column_blob(sqlite3_stmt* statement, int column) {
  const int remote = remote_column_blob(statement->remote, column);
  return copy_column(statement, remote, remote_column_bytes(statement->remote, column));
}
}
