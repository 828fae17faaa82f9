// Tables for spreadsheets and for whoever counts further: RFC 4180 in UTF-8, every text in quotes.
#pragma once

#include <string>
#include <string_view>
#include <utility>

namespace unrepeat {

/// A text that no spreadsheet takes for a formula: what begins with = + - @ (also the wide ones), a tab or a line
/// break, with or without blanks and apostrophes before it, has one more apostrophe in front. So whoever reads the
/// table takes one apostrophe from every cell that begins with apostrophes, blanks and then such a sign, and has what
/// was typed.
std::string safe_cell(std::string_view text);

class CsvWriter {
 public:
  /// As a safe cell.
  void add(std::string_view text);
  /// A number, a time of ours, or nothing: no quotes, so that nobody takes it for a text.
  void add_bare(std::string_view number);
  void end_row() {
    text_ += "\r\n";
    is_first_ = true;
  }
  std::string finish() && { return std::move(text_); }

 private:
  /// Without the byte order mark Excel reads it in the device's old code page.
  std::string text_ = "\ufeff";
  bool is_first_ = true;
};

}  // namespace unrepeat
