// WhatsApp's own export of a chat, from either kind of phone: "[4/4/26, 9:02:11 p. m.] Name: …" or "4/4/26, 9:02 p. m.
// - Name: …", with the lines that a message goes on over.
#include <algorithm>
#include <array>

#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

constexpr std::size_t longest_name = 80;

constexpr std::string_view levels[] = {"info",  "warn",  "warning", "error",   "debug",
                                       "trace", "fatal", "notice",  "critical"};
constexpr std::string_view left_out[] = {"omitted", "omitid", "omesso",     "ausgeschlossen",  "weggelassen",
                                         "oculto",  "oculta", "<attached:", "<adjunto:",       "<anexado:",
                                         "省略",    "忽略",   "omis>",      "(file attached)", "(archivo adjunto)"};
constexpr std::string_view deleted[] = {
    "message was deleted",  "you deleted this message", "se eliminó este mensaje",  "eliminaste este mensaje",
    "mensagem foi apagada", "mensagem apagada",         "nachricht wurde gelöscht", "削除"};

struct Head {
  LeadingTime time;
  std::string_view name;  ///< Empty where the app itself speaks.
  std::string_view text;
  bool is_marked = false;  ///< The app's own words are marked.
};

bool has_whole_date(std::string_view written) {
  // Three numbers and a clock: two signs between the numbers.
  const std::size_t end = std::min(written.find_first_of(", "), written.size());
  const std::string_view date = written.substr(0, end);
  const auto signs =
      std::ranges::count_if(date, [](char letter) { return letter == '/' || letter == '.' || letter == '-'; });
  const bool is_iso = date.size() == 10 && date[4] == '-';
  return signs >= 2 && (!is_iso || (end < written.size() && written[end] == ','));
}

std::optional<Head> head_of(std::string_view line) {
  const std::string_view text = trimmed_text(line);
  const auto time = leading_time(text);
  if (!time || !time->shape.has_day || !time->end.empty() || !has_whole_date(time->written)) return std::nullopt;
  Head head{.time = *time, .name = {}, .text = {}};
  const auto behind = static_cast<std::size_t>(time->written.data() + time->written.size() - text.data());
  std::string_view rest = text.substr(behind);
  if (time->is_bracketed) {
    if (!rest.starts_with("] ")) return std::nullopt;
    rest.remove_prefix(2);
  } else {
    if (!rest.starts_with(" - ")) return std::nullopt;
    rest.remove_prefix(3);
  }
  const std::size_t colon = rest.find(": ");
  const bool ends_in_colon = rest.ends_with(':');
  if (colon != rest.npos && colon <= longest_name) {
    head.name = trimmed_text(rest.substr(0, colon));
    head.text = rest.substr(colon + 2);
  } else if (ends_in_colon && rest.size() <= longest_name) {
    head.name = trimmed_text(rest.substr(0, rest.size() - 1));
  } else if (time->is_bracketed) {
    return std::nullopt;
  } else {
    head.text = rest;
  }
  if (std::ranges::find(levels, in_lower_case(head.name)) != std::end(levels)) return std::nullopt;
  head.is_marked = head.text.starts_with("\u200e");
  return head;
}

bool recognises(const ImportSource& source) {
  constexpr std::size_t looked_at = 400;
  std::size_t heads = 0, named = 0, looked = 0;
  bool begins = false;
  for (const TextLine& line : lines_of(source.text().substr(0, 64 * 1024))) {
    if (is_blank(line.text)) continue;
    if (++looked > looked_at) break;
    const auto head = head_of(line.text);
    if (!head) continue;
    begins |= looked == 1;
    ++heads;
    named += head->name.empty() ? 0 : 1;
  }
  return begins && named > 0 && (heads > 1 || looked == 1);
}

class WhatsAppProposer : public TextProposer {
 public:
  WhatsAppProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("whatsapp", from, context, plan) {
    for (const TextLine& line : lines_of(source().text())) {
      if (const auto head = head_of(line.text)) {
        take(line, *head);
      } else if (!entries_.empty()) {
        if (is_blank(line.text) && line.text.empty() && line.number == 0) continue;
        Entry& last = entries_.back();
        if (!is_blank(line.text)) last.raw = spanning(last.raw, line.text);
        last.text += '\n';
        last.text += line.text;
      } else if (!is_blank(line.text)) {
        entries_.push_back({.line = line.number, .raw = line.text, .is_understood = false});
      }
    }
    for (Entry& entry : entries_) entry.text = trimmed_text(entry.text);
    decide_day_first();
  }

 private:
  void take(const TextLine& line, const Head& head) {
    Entry entry{.line = line.number, .raw = line.text, .written = head.time.written};
    entry.text = trimmed_text(head.text);
    const std::string lower = in_lower_case(entry.text);
    const bool is_in_place_of_media = lower.starts_with('<') && lower.ends_with('>');
    if (is_in_place_of_media || (lower.size() < 200 && holds_any(lower, deleted)) ||
        ((head.is_marked || lower.size() < 60) && holds_any(lower, left_out)))
      entry.tags = {"bot"};
    else if (head.name.empty() || head.is_marked)
      entry.tags = {"join"};
    if (!entry.tags.empty()) entry.kind = EventKind::other;
    if (entry.tags != std::vector<std::string>{"join"}) entry.actor = head.name;
    entries_.push_back(std::move(entry));
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<WhatsAppProposer>(source, context, plan);
}

}  // namespace

extern const Importer whatsapp_importer;
const Importer whatsapp_importer{"whatsapp", Merging::adds, recognises, begin};

}  // namespace unrepeat
