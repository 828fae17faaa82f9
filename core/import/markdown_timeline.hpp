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
  /// By what somebody wrote in front of events.
  void propose_moments();
  void told(const Entry& entry, TimelineEvent& event) override;
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
  /// Of a table: which is the time's, which names weekdays, and the year that its header says.
  struct Columns {
    std::size_t time = 0;
    std::optional<std::size_t> weekday;
    std::string year;
  };

  void find_day();
  void find_zone();
  void read_zone(std::string_view text);
  void begin_day(const TextLine& from, std::string_view day);
  std::size_t read_timeline(std::size_t at);
  Entry entry_at(const TextLine& from, const LeadingTime& time);
  void read_lines(const DocumentSection& section);
  [[nodiscard]] Columns columns_of(const DocumentSection& section, std::size_t header);
  void read_row(const TextLine& one, const Columns& columns);
  void fill_time(Entry& entry, std::string_view words);
  bool read_bold_time(const TextLine& one, std::string_view text, bool is_bullet);
  bool read_day_line(const TextLine& one, std::string_view text, bool is_bullet);
  void read_line(const TextLine& one);
  static bool belongs_above(std::string_view text);
  void add(Entry entry);
  void add_to_last(const TextLine& one, std::string_view text);
  [[nodiscard]] bool begins_paragraph(const TextLine& one) const;

  std::optional<std::string> day_, heading_day_;
  bool names_day_ = false, names_zone_ = false;
  /// A day that stands alone, until something follows.
  std::optional<TextLine> day_line_;
  std::string_view day_written_;
  std::vector<std::pair<MomentKind, Id<TimelineEvent>>> labelled_;
};

}  // namespace unrepeat
