// `git log` as it prints by default, with --pretty=fuller or with dates as ISO 8601. A commit counts when it was
// committed, where that is shown.
#include <algorithm>

#include "core/import/text_records.hpp"
#include "core/text/utf8.hpp"

namespace unrepeat {
namespace {

std::optional<std::string_view> hash_in(std::string_view line) {
  constexpr std::string_view word = "commit ";
  if (!line.starts_with(word)) return std::nullopt;
  line.remove_prefix(word.size());
  const std::string_view hash = line.substr(0, line.find(' '));
  const auto is_hex = [](char letter) { return (letter >= '0' && letter <= '9') || (letter >= 'a' && letter <= 'f'); };
  if (hash.size() < 7 || hash.size() > 64 || !std::ranges::all_of(hash, is_hex)) return std::nullopt;
  const std::string_view rest = trimmed_text(line.substr(hash.size()));
  if (!rest.empty() && !rest.starts_with('(')) return std::nullopt;
  return hash;
}

/// "Author:     Ama Boateng <ama@…>": what stands behind the name of a field.
std::string_view field_in(std::string_view line, std::string_view name) {
  if (!line.starts_with(name) || line.substr(name.size()).substr(0, 1) != ":") return {};
  return trimmed_text(line.substr(name.size() + 1));
}

bool recognises(const ImportSource& source) {
  const auto lines = lines_of(source.text().substr(0, 16 * 1024));
  const auto first = std::ranges::find_if(lines, [](const TextLine& line) { return !is_blank(line.text); });
  if (first == lines.end() || !hash_in(first->text)) return false;
  bool has_author = false, has_date = false;
  for (auto line = first + 1; line != lines.end() && !is_blank(line->text); ++line) {
    has_author |= !field_in(line->text, "Author").empty();
    has_date |= !field_in(line->text, "Date").empty() || !field_in(line->text, "AuthorDate").empty() ||
                !field_in(line->text, "CommitDate").empty();
  }
  return has_author && has_date;
}

class GitProposer : public TextProposer {
 public:
  GitProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("git", from, context, plan) {
    usually_newest_first = true;
    bool is_in_head = false;
    for (const TextLine& line : lines_of(source().text())) {
      if (const auto hash = hash_in(line.text)) {
        begin(line, *hash);
        is_in_head = true;
      } else if (!entries_.empty()) {
        Entry& commit = entries_.back();
        if (!is_blank(line.text)) commit.raw = spanning(commit.raw, line.text);
        if (is_in_head)
          is_in_head = read_head(commit, line.text);
        else
          read_body(commit, line.text);
      } else if (!is_blank(line.text)) {
        entries_.push_back({.line = line.number, .raw = line.text, .is_understood = false});
      }
    }
    for (Entry& commit : entries_) {
      if (commit.tags.empty()) continue;
      // A commit that was cut off before its date says nothing that can be placed.
      if (commit.written.empty()) commit.is_understood = false;
      const std::string_view words = trimmed_text(commit.text);
      const std::size_t end = std::min(words.find('\n'), words.size());
      std::string text = say(Text::import_said_commit, whole_beginning(commit.tags.front(), 8), words.substr(0, end));
      text += words.substr(end);
      commit.text = std::move(text);
      commit.tags = {"commit"};
    }
  }

 private:
  void begin(const TextLine& line, std::string_view hash) {
    Entry commit{.line = line.number, .raw = line.text, .kind = EventKind::change};
    commit.tags.emplace_back(hash);
    entries_.push_back(std::move(commit));
  }

  static bool read_head(Entry& commit, std::string_view line) {
    if (is_blank(line)) return false;
    if (const auto author = field_in(line, "Author"); !author.empty())
      commit.actor = trimmed_text(author.substr(0, author.find('<')));
    if (const auto date = field_in(line, "CommitDate"); !date.empty()) commit.written = date;
    for (const std::string_view name : {"Date", "AuthorDate"})
      if (const auto date = field_in(line, name); !date.empty() && commit.written.empty()) commit.written = date;
    return true;
  }

  static void read_body(Entry& commit, std::string_view line) {
    if (line.starts_with("    ")) line.remove_prefix(4);
    commit.text += line;
    commit.text += '\n';
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<GitProposer>(source, context, plan);
}

}  // namespace

extern const Importer git_importer;
const Importer git_importer{"git", Merging::adds, recognises, begin};

}  // namespace unrepeat
