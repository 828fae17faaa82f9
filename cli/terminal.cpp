// Files and streams by the C library and <filesystem>.
#include "cli/terminal.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <memory>
#include <system_error>

namespace unrepeat::cli {
namespace {

struct Closer {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using OpenFile = std::unique_ptr<std::FILE, Closer>;

void write_to(std::FILE* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

}  // namespace

Language environment_language() {
  for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    const char* value = std::getenv(name);
    if (value != nullptr && *value != '\0') return language_from_tag(value);
  }
  return Language::english;
}

std::expected<std::string, Text> read_file_or_input(const std::string& name) {
  OpenFile opened(name == "-" ? nullptr : std::fopen(name.c_str(), "rb"));
  std::FILE* file = name == "-" ? stdin : opened.get();
  if (file == nullptr) return std::unexpected(Text::cli_cannot_read);
  std::string content;
  char buffer[1 << 16];
  while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, file)) content.append(buffer, count);
  if (std::ferror(file) != 0) return std::unexpected(Text::cli_cannot_read);
  return content;
}

std::string beginning_of_file(const std::string& name) {
  const OpenFile file(std::fopen(name.c_str(), "rb"));
  char buffer[8];
  return file ? std::string(buffer, std::fread(buffer, 1, sizeof buffer, file.get())) : std::string();
}

bool is_folder(const std::string& name) {
  std::error_code ignored;
  return name != "-" && std::filesystem::is_directory(name, ignored);
}

std::uint64_t size_of_file(const std::string& name) {
  std::error_code failed;
  const bool regular = name != "-" && std::filesystem::is_regular_file(name, failed);
  const std::uint64_t size = regular ? std::filesystem::file_size(name, failed) : 0;
  return failed ? 0 : size;
}

bool write_file(const std::string& path, std::string_view content) {
  const std::string beside = path + ".part";
  OpenFile file(std::fopen(beside.c_str(), "wb"));
  if (!file) return false;
  const bool written =
      std::fwrite(content.data(), 1, content.size(), file.get()) == content.size() && std::fflush(file.get()) == 0;
  file.reset();
  std::error_code failed;
  if (written) std::filesystem::rename(beside, path, failed);
  if (!written || failed) {
    std::filesystem::remove(beside, failed);
    return false;
  }
  return true;
}

void print(std::string_view text) { write_to(stdout, text); }

void print_line(std::string_view line) {
  write_to(stdout, line);
  write_to(stdout, "\n");
}

void print_error_line(std::string_view line) {
  write_to(stderr, line);
  write_to(stderr, "\n");
}

std::string printable(std::string_view text) {
  std::string safe;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    // U+0080 to U+009F are controls too, in UTF-8 as two bytes.
    const bool second_controls = byte == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0;
    if (second_controls) ++i;
    safe += byte < 0x20 || byte == 0x7F || second_controls ? '?' : text[i];
  }
  return safe;
}

}  // namespace unrepeat::cli
