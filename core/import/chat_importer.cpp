// Chats as people copy them: Teams' "[01/01 0:06] Lucía Ferrer" and most others' "Lucía Ferrer  10:02", or the name in
// one line and the time in the next, with the message below.
#include <algorithm>

#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_name = 60;

constexpr std::string_view joined_words[] = {
    "añadido a",    "ha añadido",   "added ",       "joined",    "left the",    "has left",
    "se unió",      "salió del",    "ha salido",    "adicionou", "entrou",      "saiu",
    "hinzugefügt",  "beigetreten",  "verlassen",    "renamed",   "changed the", "ha cambiado",
    "参加しました", "退出しました", "追加しました", "加入",      "離開"};
/// What stands for a name beside a machine's.
constexpr std::string_view machine_labels[] = {"app", "bot", "アプリ", "aplicación", "aplicativo", "应用", "workflow"};

struct Head {
  std::string_view written;
  std::string_view name;
  bool is_bot = false;
  /// The head is this many lines.
  std::size_t lines = 1;
};

bool is_like_a_name(std::string_view text) {
  if (text.empty() || text.size() > longest_name) return false;
  if (std::string_view(".!?:;,>-*").contains(text.back()) || std::string_view("-*>#•[(").contains(text.front()))
    return false;
  // A sentence has many words.
  return std::ranges::count(text, ' ') <= 4 && !text.contains(". ") && !text.contains(": ") && !shape_of_time(text);
}

// ---- Teams

std::optional<Head> teams_head(std::span<const TextLine> lines, std::size_t at) {
  const std::string_view text = trimmed_text(lines[at].text);
  if (!text.starts_with('[')) return std::nullopt;
  const auto time = leading_time(text);
  if (!time || !time->is_bracketed || !time->end.empty()) return std::nullopt;
  const std::string_view name = trimmed_text(text.substr(text.find(']') + 1));
  if (!is_like_a_name(name)) return std::nullopt;
  return Head{.written = time->written, .name = name};
}

// ---- name and time

/// The clock that a line ends with, behind two blanks or more, a tab or a dash.
std::optional<Head> name_with_time(std::string_view text) {
  static constexpr std::string_view partings[] = {"  ", "\t", " — ", " – ", " · "};
  for (const std::string_view parting : partings) {
    const std::size_t at = text.rfind(parting);
    if (at == text.npos || at == 0) continue;
    std::string_view written = trimmed_text(text.substr(at + parting.size()));
    const auto shape = shape_of_time(written);
    const std::string_view name = trimmed_text(text.substr(0, at));
    if (!shape || !shape->has_clock || !is_like_a_name(name)) continue;
    return Head{.written = written, .name = name};
  }
  // "Lucía Ferrer [10:02]", "Lucía Ferrer 10:02 AM" are told by their clock alone.
  return std::nullopt;
}

bool is_machine_label(std::string_view name) {
  return std::ranges::find(machine_labels, in_lower_case(name)) != std::end(machine_labels);
}

std::optional<Head> chat_head(std::span<const TextLine> lines, std::size_t at) {
  const std::string_view text = trimmed_text(lines[at].text);
  if (text.empty()) return std::nullopt;
  if (auto head = name_with_time(text)) {
    if (is_machine_label(head->name)) return std::nullopt;  // Its first line is the name.
    return head;
  }
  if (at + 1 >= lines.size() || !is_like_a_name(text)) return std::nullopt;
  const std::string_view next = trimmed_text(lines[at + 1].text);
  if (auto head = name_with_time(next); head && is_machine_label(head->name)) {
    head->name = text;
    head->is_bot = true;
    head->lines = 2;
    return head;
  }
  // A line that is a clock and nothing else, under a name.
  const auto shape = next.size() <= 30 ? shape_of_time(next) : std::nullopt;
  if (shape && shape->has_clock && shape->minute_of_day && next.contains(':'))
    return Head{.written = next, .name = text, .lines = 2};
  return std::nullopt;
}

using HeadOf = std::optional<Head> (*)(std::span<const TextLine>, std::size_t);

bool recognises_heads(const ImportSource& source, HeadOf head_of) {
  if (!source.documents().empty() && !source.is_lines()) return false;
  const std::vector<TextLine> lines = lines_of(source.text().substr(0, 64 * 1024));
  std::size_t heads = 0, filled = 0;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    if (is_blank(lines[at].text)) continue;
    ++filled;
    const auto head = head_of(lines, at);
    if (!head) continue;
    // Below it stands what was said.
    const std::size_t below = at + head->lines;
    if (below >= lines.size() || is_blank(lines[below].text)) continue;
    ++heads;
    filled += head->lines - 1;
    at += head->lines - 1;
  }
  return heads > 1 && heads * 8 >= filled;
}

class ChatProposer : public TextProposer {
 public:
  ChatProposer(std::string_view kind, HeadOf head_of, const ImportSource& from, const ImportContext& context,
               ImportPlan& plan)
      : TextProposer(kind, from, context, plan) {
    const std::vector<TextLine> lines = lines_of(source().text());
    std::optional<std::string> day;
    for (std::size_t at = 0; at < lines.size(); ++at) {
      const TextLine& line = lines[at];
      if (is_blank(line.text)) continue;
      if (const auto head = head_of(lines, at)) {
        const TextLine& last = lines[at + head->lines - 1];
        Entry entry{.line = line.number, .raw = spanning(line.text, last.text), .written = head->written};
        entry.actor = head->name;
        entry.day = std::exchange(day, std::nullopt);
        if (head->is_bot) {
          entry.tags = {"bot"};
          entry.kind = EventKind::other;
        }
        entries_.push_back(std::move(entry));
        at += head->lines - 1;
      } else if (stands_alone(lines, at) && is_day(line.text)) {
        day = std::string(leading_day(line.text)->written);
      } else if (stands_alone(lines, at) && holds_any(in_lower_case(line.text), joined_words)) {
        Entry entry{.line = line.number, .raw = line.text};
        entry.text = trimmed_text(line.text);
        entry.kind = EventKind::other;
        entry.tags = {"join"};
        entry.is_vague = true;
        entries_.push_back(std::move(entry));
      } else if (!entries_.empty()) {
        go_on(lines, at);
      } else if (title_.empty()) {
        title_ = trimmed_text(line.text);
      }
    }
    for (Entry& entry : entries_) entry.text = trimmed_text(entry.text);
    decide_day_first();
  }

 private:
  static bool is_day(std::string_view line) {
    const auto day = leading_day(line);
    return day && trimmed_text(day->rest).empty();
  }

  /// A paragraph of one line.
  static bool stands_alone(std::span<const TextLine> lines, std::size_t at) {
    if (is_day(lines[at].text)) return true;
    return (at == 0 || is_blank(lines[at - 1].text)) && (at + 1 >= lines.size() || is_blank(lines[at + 1].text));
  }

  /// A line of the message before it. What it quotes is no part of what was said: "Name, 01/01 0:33" and "> …".
  void go_on(std::span<const TextLine> lines, std::size_t at) {
    Entry& last = entries_.back();
    const std::string_view text = lines[at].text;
    last.raw = spanning(last.raw, text);
    if (trimmed_text(text).starts_with('>')) return;
    const bool begins_quote = at + 1 < lines.size() && trimmed_text(lines[at + 1].text).starts_with('>');
    const std::size_t comma = text.find(", ");
    if (begins_quote && comma != text.npos && shape_of_time(trimmed_text(text.substr(comma + 2)))) return;
    last.text += text;
    last.text += '\n';
  }
};

bool recognises_teams(const ImportSource& source) { return recognises_heads(source, teams_head); }
bool recognises_chat(const ImportSource& source) { return recognises_heads(source, chat_head); }

std::unique_ptr<Proposer> begin_teams(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<ChatProposer>("teams", teams_head, source, context, plan);
}
std::unique_ptr<Proposer> begin_chat(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<ChatProposer>("chat", chat_head, source, context, plan);
}

}  // namespace

extern const Importer teams_importer;
const Importer teams_importer{"teams", Merging::adds, recognises_teams, begin_teams};
extern const Importer chat_importer;
const Importer chat_importer{"chat", Merging::adds, recognises_chat, begin_chat};

}  // namespace unrepeat
