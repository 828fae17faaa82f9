// The tool's way to the world: files, standard streams, the language of the environment. No rules here.
#pragma once

#include <expected>
#include <string>
#include <string_view>

#include "core/text/text.hpp"

namespace unrepeat::cli {

/// LC_ALL, LC_MESSAGES, LANG: the first that is set.
[[nodiscard]] Language environment_language();

/// The whole content; "-" is standard input. The error is nothing but a failure to read.
[[nodiscard]] std::expected<std::string, Text> read_file_or_input(const std::string& name);
/// The first few bytes, which say what it is; empty if it cannot be read.
[[nodiscard]] std::string beginning_of_file(const std::string& name);
[[nodiscard]] bool is_folder(const std::string& name);
/// Bytes of a regular file; 0 of standard input and whatever else has no size.
[[nodiscard]] std::uint64_t size_of_file(const std::string& name);
/// Writes beside it first, so that a file that was there is whole until the new one is.
[[nodiscard]] bool write_file(const std::string& path, std::string_view content);

void print(std::string_view text);
void print_line(std::string_view line);
void print_error_line(std::string_view line);

/// Control characters of foreign text would be obeyed by a terminal: each becomes a question mark.
[[nodiscard]] std::string printable(std::string_view text);

}  // namespace unrepeat::cli
