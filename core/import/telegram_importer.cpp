// Telegram's export of a chat as JSON (result.json), or of an account with many. A message's instant is its seconds
// since 1970; the readable time beside it is that of the computer that made the export.
#include <algorithm>

#include "core/import/event_words.hpp"
#include "core/import/json_fields.hpp"
#include "core/import/record_proposer.hpp"

namespace unrepeat {
namespace {

bool is_message(JsonNode node) {
  return node.kind() == JsonKind::object && has(node, "id") && !text_at(node, "date").empty() &&
         (text_at(node, "type") == "message" || text_at(node, "type") == "service");
}

bool is_chat(JsonNode node) {
  const auto messages = array_at(node, "messages");
  if (!messages || text_at(node, "type").empty()) return false;
  return std::any_of(messages->begin(), messages->end(), is_message);
}

std::vector<JsonPlace> chats_in(const JsonPlace& root) {
  if (is_chat(root.node)) return {root};
  std::vector<JsonPlace> chats;
  const auto all = object_at(root.node, "chats");
  if (!all || !array_at(*all, "list")) return chats;
  for (const JsonPlace& chat : root.at("chats").at("list").children())
    if (is_chat(chat.node)) chats.push_back(chat);
  return chats;
}

bool recognises(const ImportSource& source) {
  if (source.is_lines() || source.documents().size() != 1) return false;
  return !chats_in({&source.documents().front(), source.documents().front().tree.root(), ""}).empty();
}

/// A text, or a list of texts and of objects that hold one.
std::string words_of(JsonNode message) {
  const auto text = message.find("text");
  if (!text) return {};
  if (text->kind() == JsonKind::string) return std::string(text->text());
  std::string words;
  if (text->kind() != JsonKind::array) return words;
  for (const JsonNode piece : *text) words += piece.kind() == JsonKind::string ? piece.text() : text_at(piece, "text");
  return words;
}

class TelegramProposer : public RecordProposer {
 public:
  TelegramProposer(const ImportSource& from, const ImportContext& context, ImportPlan& plan)
      : RecordProposer("telegram", from, context, plan), chats_(chats_in(roots().front())) {
    set_zone(context.zone);
  }
  [[nodiscard]] std::size_t record_count() const override { return chats_.size(); }

  void propose(std::size_t at) override {
    const JsonPlace& chat = chats_[at];
    const std::string_view name = text_at(chat.node, "name"), id = scalar_at(chat.node, "id");
    begin_thread(std::string(id.empty() ? name : id), name.empty() ? one_line(source().name()) : one_line(name),
                 std::nullopt);
    if (!name.empty()) thread().sources.front().chosen = say(Text::import_chosen_channel, name);
    for (const JsonPlace& message : chat.at("messages").children()) read(message);
    end_thread(record_of(chat), Text::import_source_new, true);
  }

 private:
  void read(const JsonPlace& place) {
    const SourceRecord record = record_of(place);
    const JsonNode message = place.node;
    if (!is_message(message)) return not_understood(record, Text::import_not_a_record, {"Telegram"});
    count_record();
    const std::string_view written = text_at(message, "date"), epoch = scalar_at(message, "date_unixtime");
    Time time;
    if (const auto instant = instant_of(epoch)) {
      time.at = *instant;
      time.offset = "+00:00";
      time.written = first_characters(written, longest_title);
    } else {
      time = time_of(written, record);
    }
    const bool is_service = text_at(message, "type") == "service";
    std::string words = is_service ? words_of_service(message) : words_of(message);
    std::vector<std::string> tags;
    if (is_service)
      tags = {"join"};
    else if (words.empty())
      tags = {"bot"};
    // A picture or a voice says no word.
    for (const std::string_view media : {"media_type", "photo", "file"})
      if (words.empty() && !text_at(message, media).empty())
        words = media == "photo" ? std::string("photo") : std::string(text_at(message, media));
    const EventKind kind = tags.empty() ? kind_by_words(words) : EventKind::other;
    TimelineEvent& event = add_event(record, scalar_at(message, "id"), std::move(time), kind, std::move(words));
    event.tags = std::move(tags);
    const std::string_view who = is_service ? text_at(message, "actor") : text_at(message, "from");
    if (who.empty()) return;
    event.actor = one_line(who);
    if (!is_service) take_part(who);
  }

  static std::string words_of_service(JsonNode message) {
    std::string words(text_at(message, "action"));
    std::string who;
    if (const auto members = array_at(message, "members"))
      for (const JsonNode member : *members)
        if (member.kind() == JsonKind::string) who += (who.empty() ? "" : ", ") + std::string(member.text());
    if (!who.empty()) words += ": " + who;
    return words;
  }

  std::vector<JsonPlace> chats_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  return std::make_unique<TelegramProposer>(source, context, plan);
}

}  // namespace

extern const Importer telegram_importer;
const Importer telegram_importer{"telegram", Merging::adds, recognises, begin};

}  // namespace unrepeat
