// JSON, one object in a line, from whatever writes logs so: a key whose values are times, and one that people read.
#include <algorithm>
#include <set>

#include "core/import/json_fields.hpp"
#include "core/import/text_records.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view time_keys[] = {"time", "timestamp",  "@timestamp", "ts",        "datetime",
                                          "date", "created_at", "createdAt",  "eventTime", "when",
                                          "at",   "asctime",    "t",          "fecha",     "hora"};
constexpr std::string_view text_keys[] = {"message", "msg",   "text", "event",   "summary", "description",
                                          "body",    "title", "log",  "mensaje", "detail",  "name"};
constexpr std::string_view actor_keys[] = {"user", "author", "actor", "who", "usuario"};

bool is_time(std::string_view value) {
  if (value.size() < 8) return false;
  if (instant_of(value)) return true;
  const auto shape = shape_of_time(value);
  return shape && shape->has_day && shape->has_clock;
}

std::string time_key_of(JsonNode object) {
  for (const std::string_view key : time_keys)
    if (is_time(scalar_at(object, key))) return std::string(key);
  for (const JsonNode member : object)
    if (member.kind() == JsonKind::string && is_time(member.text())) return std::string(member.key());
  return {};
}

std::string text_key_of(JsonNode object, std::string_view time_key) {
  for (const std::string_view key : text_keys)
    if (key != time_key && !text_at(object, key).empty()) return std::string(key);
  // What is longest and has blanks is what people read.
  std::string found;
  std::size_t longest = 0;
  for (const JsonNode member : object) {
    if (member.kind() != JsonKind::string || member.key() == time_key || !member.text().contains(' ')) continue;
    if (member.text().size() <= longest) continue;
    longest = member.text().size();
    found = member.key();
  }
  return found;
}

struct Keys {
  std::string time, text;
};

/// Of the first object that has both.
std::optional<Keys> keys_of(const ImportSource& source) {
  constexpr std::size_t looked_at = 50;
  std::size_t looked = 0;
  for (const ImportDocument& document : source.documents()) {
    if (++looked > looked_at) break;
    const JsonNode root = document.tree.root();
    if (root.kind() != JsonKind::object) continue;
    Keys keys{.time = time_key_of(root), .text = {}};
    if (keys.time.empty()) continue;
    keys.text = text_key_of(root, keys.time);
    if (!keys.text.empty()) return keys;
  }
  return std::nullopt;
}

bool begins_its_line(const ImportSource& source, const ImportDocument& document) {
  return document.offset == 0 || source.text()[document.offset - 1] == '\n';
}

bool recognises(const ImportSource& source) {
  if (!source.is_lines() || source.documents().size() < 2) return false;
  const auto keys = keys_of(source);
  if (!keys) return false;
  const auto whole = std::ranges::count_if(source.documents(), [&](const ImportDocument& document) {
    return begins_its_line(source, document) && is_time(scalar_at(document.tree.root(), keys->time));
  });
  const auto all = static_cast<std::ptrdiff_t>(source.documents().size() + source.other_lines());
  return whole * 2 > all;
}

class JsonLinesProposer : public TextProposer {
 public:
  JsonLinesProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : TextProposer("json_lines", from, context, plan) {
    const Keys keys = keys_of(source()).value_or(Keys{});
    kind_by_words_ = false;
    std::set<std::string> known;
    auto document = source().documents().begin();
    for (const TextLine& line : lines_of(source().text())) {
      if (is_blank(line.text)) continue;
      const auto end = static_cast<std::size_t>(line.text.data() + line.text.size() - source().text().data());
      Entry entry{.line = line.number, .raw = line.text};
      if (document == source().documents().end() || document->offset >= end) {
        entry.is_understood = false;
      } else {
        const JsonNode root = (document++)->tree.root();
        entry.written = scalar_at(root, keys.time);
        entry.text = text_at(root, keys.text);
        entry.is_understood = root.kind() == JsonKind::object && !entry.text.empty();
        for (const std::string_view key : actor_keys)
          if (entry.actor.empty()) entry.actor = text_at(root, key);
        if (!known.insert(entry.text).second) entry.tags = {"repeat"};
      }
      entries_.push_back(std::move(entry));
    }
    decide_day_first();
  }
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<JsonLinesProposer>(source, context, plan);
}

}  // namespace

extern const Importer json_lines_importer;
const Importer json_lines_importer{"json_lines", Merging::adds, recognises, begin};

}  // namespace unrepeat
