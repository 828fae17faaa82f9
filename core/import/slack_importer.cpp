// Slack: the day files of an export, what its API answers, a log of its messages. Every message is a record; its `ts`
// is its id and, cut to whole seconds, its time.
#include <algorithm>
#include <set>

#include "core/import/record_walk.hpp"

namespace unrepeat {
namespace {

constexpr std::string_view source_kind = "slack", tool_name = "Slack";

/// An address or a mention is no longer.
constexpr std::size_t longest_reference = 4'096;

enum Shape : int { message, listing };

/// "1355517523.000005": seconds, and a sequence that is no part of the time.
bool is_message_id(std::string_view text) {
  const std::size_t point = text.find('.');
  const auto digits = [](std::string_view part) {
    return !part.empty() && std::ranges::all_of(part, [](char letter) { return letter >= '0' && letter <= '9'; });
  };
  return point != text.npos && point >= 9 && digits(text.substr(0, point)) && digits(text.substr(point + 1));
}

/// Ids of people, channels and groups are spelt so.
bool is_id(std::string_view text) {
  constexpr std::string_view kinds = "UWCGDSB";
  return text.size() > 2 && kinds.contains(text[0]) && std::ranges::all_of(text, [](char letter) {
           return (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9');
         });
}

bool is_person(JsonNode node) {
  return is_id(text_at(node, "id")) && (object_at(node, "profile") || has(node, "real_name")) &&
         !text_at(node, "name").empty();
}
bool is_channel(JsonNode node) {
  return is_id(text_at(node, "id")) && has(node, "created") && (has(node, "members") || has(node, "creator"));
}
bool is_integration(JsonNode node) {
  return has(node, "change_type") && has(node, "date") && !text_at(node, "user_id").empty();
}

std::optional<int> shape_of(JsonNode node) {
  if (text_at(node, "type") == "message" && is_message_id(text_at(node, "ts"))) return message;
  if (is_person(node) || is_channel(node) || is_integration(node)) return listing;
  return std::nullopt;
}

bool recognises(const ImportSource& source) { return holds_record(source, shape_of); }

/// Names of people and channels, by their ids.
struct Names {
  std::map<std::string, std::string, std::less<>> people, channels;
  bool is_whole_export = false;

  [[nodiscard]] std::string person(std::string_view id) const {
    const auto found = people.find(id);
    return std::string(found == people.end() ? id : std::string_view(found->second));
  }
};

void take_names(Names& names, std::string_view list) {
  const auto tree = parse_json(list);
  if (!tree || tree->root().kind() != JsonKind::array) return;
  for (const JsonNode node : tree->root()) {
    if (node.kind() != JsonKind::object) continue;
    const std::string id(text_at(node, "id"));
    if (is_person(node)) {
      std::string_view name = scalar_on_way(node, {"profile", "real_name"});
      if (name.empty()) name = text_at(node, "real_name");
      if (name.empty()) name = scalar_on_way(node, {"profile", "display_name"});
      names.people[id] = one_line(name.empty() ? text_at(node, "name") : name);
    } else if (is_channel(node)) {
      names.channels[id] = one_line(text_at(node, "name"));
      names.is_whole_export = true;
    }
  }
}

/// Who came and went, and what the room is called.
bool is_about_room(std::string_view subtype) {
  for (const std::string_view room : {"channel_", "group_"})
    if (subtype.starts_with(room)) return true;
  return subtype == "bot_add" || subtype == "bot_remove" || subtype == "pinned_item" || subtype == "unpinned_item";
}

class SlackProposer final : public WalkedProposer {
 public:
  SlackProposer(const ImportSource& from, const ImportContext& about, ImportPlan& plan)
      : WalkedProposer(source_kind, tool_name, shape_of, from, about, plan), names_(names_of_export()) {
    find_records();
  }

 private:
  /// "export/incident-5/2026-03-08.json" is a day of the channel "incident-5".
  [[nodiscard]] std::string_view channel_folder() const {
    const std::string_view name = source().name();
    const std::size_t end = name.rfind('/');
    if (end == name.npos || end == 0) return {};
    const std::size_t begin = name.rfind('/', end - 1);
    return name.substr(begin == name.npos ? 0 : begin + 1, end - (begin == name.npos ? 0 : begin + 1));
  }

  const Names& names_of_export() {
    const std::string_view folder = channel_folder();
    const std::string_view name = source().name();
    // Beside the folders of the channels, or beside the file where it is not in one.
    const std::size_t end =
        folder.empty() ? name.rfind('/') + 1 : static_cast<std::size_t>(folder.data() - name.data());
    const std::string top(name.substr(0, end));
    const auto find_out = [&] {
      Names names;
      if (context().drop == nullptr) return names;
      for (const char* list : {"users.json", "channels.json", "groups.json", "mpims.json", "dms.json"})
        context().drop->read(top + list, [&](std::string_view bytes) { take_names(names, bytes); });
      return names;
    };
    if (context().drop == nullptr) return own_names_ = find_out();
    return context().drop->notes<Names>("slack names " + top, find_out);
  }

  std::string thread_of(const Found& found) const override {
    if (found.shape == listing) return {};
    const std::string_view channel = text_at(found.place.node, "channel");
    if (channel.empty()) return '#' + std::string(channel_folder());
    const auto named = names_.channels.find(channel);
    return '#' + std::string(named == names_.channels.end() ? channel : std::string_view(named->second));
  }

  void read_thread(const std::string& key, std::span<const Found> records) override {
    const SourceRecord first = record_of(records.front().place);
    if (key.empty()) return warn(Text::import_source_nothing, first, {std::string(tool())});
    const bool is_named = key.size() > 1;
    // A day that says nothing of its channel is known by its first message.
    begin_thread(is_named ? key : key + std::string(text_at(records.front().place.node, "ts")),
                 is_named ? key : source().name(), std::nullopt);
    if (is_named) thread().sources.front().chosen = say(Text::import_chosen_channel, key);
    for (const Found& found : records) read(found);
    end_thread(first, Text::import_source_new, !names_.is_whole_export);
  }

  void read(const Found& found) {
    const SourceRecord record = record_of(found.place);
    JsonNode node = found.place.node;
    count_record();
    std::string_view subtype = text_at(node, "subtype");
    // What it is changed into stands inside; the message is the same.
    const auto changed = object_at(node, "message");
    if (subtype == "message_deleted") return;
    if (subtype == "message_changed" && changed && is_message_id(text_at(*changed, "ts"))) {
      node = *changed;
      subtype = text_at(node, "subtype");
    }
    const std::string_view id = text_at(node, "ts");
    Time time = time_of(id, record);
    constexpr std::int64_t second = 1'000'000;
    if (time.at) time.at->microseconds -= time.at->microseconds % second;
    const bool is_room = is_about_room(subtype);
    const bool is_bot = subtype == "bot_message" || has_bot(node);
    const bool is_talk = !is_room && !is_bot;
    TimelineEvent& event =
        tell_event(record, id, std::move(time), is_talk ? EventKind::observation : EventKind::other, words_of(node));
    if (event.evidence.size() > 1) return;
    if (is_room) event.tags.emplace_back("join");
    if (is_bot && !is_room) event.tags.emplace_back("bot");
    const std::string_view parent = text_at(node, "thread_ts");
    if (is_message_id(parent) && parent != id) {
      event.tags.emplace_back("reply");
      event.tags.emplace_back(parent);
    }
    if (object_at(node, "edited")) event.tags.emplace_back("edited");
    event.actor = author_of(node);
    if (is_talk && !event.actor.empty()) take_part(event.actor);
  }

  static bool has_bot(JsonNode node) { return !text_at(node, "bot_id").empty(); }

  std::string author_of(JsonNode node) const {
    const std::string_view user = text_at(node, "user");
    if (const auto known = names_.people.find(user); known != names_.people.end()) return known->second;
    for (const std::string_view name :
         {scalar_on_way(node, {"user_profile", "real_name"}), scalar_on_way(node, {"user_profile", "display_name"}),
          text_at(node, "username"), scalar_on_way(node, {"bot_profile", "name"}), user, text_at(node, "bot_id")})
      if (!name.empty()) return one_line(name);
    return {};
  }

  // ---- what it says

  std::string words_of(JsonNode node) const {
    std::string words = plain(text_at(node, "text"));
    if (words.empty()) words = words_of_blocks(node);
    if (const auto attachments = array_at(node, "attachments"))
      for (const JsonNode one : *attachments) {
        std::string_view said = first_text(one, "fallback", "text", "title", "pretext");
        if (said == "[no preview available]") said = first_text(one, "text", "title", "pretext");
        add_line(words, plain(said));
      }
    if (const auto files = array_at(node, "files"))
      for (const JsonNode one : *files) add_line(words, "📎 " + plain(first_text(one, "title", "name")));
    if (const auto file = object_at(node, "file")) add_line(words, "📎 " + plain(first_text(*file, "title", "name")));
    return words;
  }

  static void add_line(std::string& words, const std::string& line) {
    if (line.empty() || words == line) return;
    if (!words.empty()) words += '\n';
    words += line;
  }

  std::string words_of_blocks(JsonNode node) const {
    std::string words;
    const auto blocks = array_at(node, "blocks");
    if (!blocks) return words;
    for (const JsonNode block : *blocks) {
      const auto text = object_at(block, "text");
      add_line(words, plain(text ? text_at(*text, "text") : std::string_view()));
    }
    return words;
  }

  /// Mentions by name, links with their label, entities as characters.
  std::string plain(std::string_view text) const {
    std::string words;
    words.reserve(text.size());
    while (!text.empty()) {
      const std::size_t end = text.front() == '<' ? text.substr(0, longest_reference).find('>') : text.npos;
      if (end != text.npos && is_reference(text.substr(1, end - 1))) {
        words += resolved(text.substr(1, end - 1));
        text.remove_prefix(end + 1);
        continue;
      }
      // A "<" that nothing closes is only a character, however many there are.
      const std::size_t next =
          std::max<std::size_t>(1, std::min(text.find('<', end == text.npos ? 1 : 0), text.size()));
      words += text.substr(0, next);
      text.remove_prefix(next);
    }
    return without_entities(words);
  }

  static bool is_reference(std::string_view text) {
    constexpr std::string_view signs = "@#!";
    if (text.empty() || text.contains('<')) return false;
    return signs.contains(text[0]) || text.substr(0, text.find_first_of("| ")).contains(':');
  }

  std::string resolved(std::string_view reference) const {
    const std::size_t bar = std::min(reference.find('|'), reference.size());
    const std::string_view target = reference.substr(0, bar);
    const std::string_view label = bar < reference.size() ? reference.substr(bar + 1) : std::string_view();
    if (target.starts_with('@')) {
      const auto known = names_.people.find(target.substr(1));
      if (known != names_.people.end()) return '@' + known->second;
      return '@' + std::string(label.empty() ? target.substr(1) : label);
    }
    if (target.starts_with('#')) {
      const auto known = names_.channels.find(target.substr(1));
      if (!label.empty() || known == names_.channels.end())
        return '#' + std::string(label.empty() ? target.substr(1) : label);
      return '#' + known->second;
    }
    if (target.starts_with('!')) {
      if (!label.empty()) return std::string(label);
      return '@' + std::string(target.substr(1, target.find('^') - 1));
    }
    if (label.empty() || label == target) return std::string(target);
    if (target == "mailto:" + std::string(label)) return std::string(label);
    return std::string(label) + " (" + std::string(target) + ')';
  }

  static std::string without_entities(std::string_view text) {
    constexpr std::pair<std::string_view, char> entities[] = {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}};
    std::string words;
    words.reserve(text.size());
    while (!text.empty()) {
      const auto* entity = std::ranges::find_if(entities, [&](const auto& one) { return text.starts_with(one.first); });
      const bool is_entity = entity != std::end(entities);
      words += is_entity ? entity->second : text.front();
      text.remove_prefix(is_entity ? entity->first.size() : 1);
    }
    return words;
  }

  Names own_names_;
  const Names& names_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<SlackProposer>(source, context, plan);
}

}  // namespace

extern const Importer slack_importer;
const Importer slack_importer{source_kind, Merging::adds, recognises, begin};

}  // namespace unrepeat
