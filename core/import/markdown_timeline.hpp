// The timelines of a Markdown document: every section that is one becomes entries.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/import/markdown_document.hpp"
#include "core/import/text_records.hpp"

namespace unrepeat {

class MarkdownTimeline : public TextProposer {
 protected:
  MarkdownTimeline(const ImportSource& from, const ImportContext& context, ImportPlan& plan);

  void read_timelines();
  [[nodiscard]] std::string_view line(std::size_t at) const { return document_.lines[at].text; }
  [[nodiscard]] std::string body_of(const DocumentSection& section) const;

  Document document_;
  /// Of the front matter.
  std::vector<std::pair<std::string, std::string>> fields_;
  std::optional<std::string> document_day_;
  /// What stands in a timeline and is no event.
  std::string loose_;
  /// The sections that became entries, by their place.
  std::vector<std::size_t> taken_;

 private:
  void find_day();
  std::size_t read_timeline(std::size_t at);
  Entry entry_at(const TextLine& from, const LeadingTime& time);
  void read_lines(const DocumentSection& section, std::size_t);
  [[nodiscard]] std::size_t time_column_of(const DocumentSection& section, std::size_t from) const;
  void read_row(const TextLine& one, std::size_t time_column);
  void fill_time(Entry& entry, std::string_view words);
  void read_line(const TextLine& one);
  [[nodiscard]] bool begins_paragraph(const TextLine& one) const;

  std::optional<std::string> day_, heading_day_;
  bool names_day_ = false;
};

}  // namespace unrepeat
