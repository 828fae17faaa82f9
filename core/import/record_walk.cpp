// Envelopes are shallow: what is nested deeper belongs to something else.
#include "core/import/record_walk.hpp"

#include <algorithm>
#include <charconv>

namespace unrepeat {
namespace {

constexpr std::size_t deepest_record = 8;
/// So many values are looked at before a file is taken for something else.
constexpr std::size_t most_looks = 200'000;
/// Whoever acknowledges within so many seconds has seen nothing yet.
constexpr std::int64_t too_soon_seconds = 20;

bool is_container(JsonNode node) { return node.kind() == JsonKind::object || node.kind() == JsonKind::array; }

bool holds(JsonNode node, ShapeOf shape_of, std::size_t depth, std::size_t& looks) {
  if (looks == 0) return false;
  --looks;
  if (node.kind() == JsonKind::object && shape_of(node)) return true;
  if (depth == deepest_record || !is_container(node)) return false;
  return std::any_of(node.begin(), node.end(),
                     [&](JsonNode child) { return is_container(child) && holds(child, shape_of, depth + 1, looks); });
}

struct Level {
  std::string_view word;
  std::int64_t level;
};
constexpr Level levels[] = {
    {"critical", 1}, {"sev0", 1},     {"sev1", 1},    {"sev-1", 1}, {"p1", 1},       {"p0", 1},
    {"blocker", 1},  {"major", 2},    {"sev2", 2},    {"sev-2", 2}, {"p2", 2},       {"high", 2},
    {"error", 2},    {"highest", 1},  {"minor", 3},   {"sev3", 3},  {"sev-3", 3},    {"p3", 3},
    {"medium", 3},   {"moderate", 3}, {"warning", 3}, {"low", 4},   {"sev4", 4},     {"sev-4", 4},
    {"p4", 4},       {"info", 5},     {"sev5", 5},    {"p5", 5},    {"degraded", 3}, {"fatal", 1},
};

}  // namespace

bool holds_record(const ImportSource& source, ShapeOf shape_of) {
  std::size_t looks = most_looks;
  return std::ranges::any_of(source.documents(), [&](const ImportDocument& document) {
    return holds(document.tree.root(), shape_of, 0, looks);
  });
}

std::optional<JsonNode> node_on_way(JsonNode node, std::initializer_list<std::string_view> way) {
  for (const std::string_view step : way) {
    const auto next = node.kind() == JsonKind::object ? node.find(step) : std::nullopt;
    if (!next) return std::nullopt;
    node = *next;
  }
  return node;
}

std::string_view scalar_on_way(JsonNode node, std::initializer_list<std::string_view> way) {
  const auto end = node_on_way(node, way);
  const bool is_scalar = end && (end->kind() == JsonKind::string || end->kind() == JsonKind::number);
  return is_scalar ? end->text() : std::string_view();
}

std::string in_small_letters(std::string_view word) {
  std::string small(word);
  for (char& letter : small)
    if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
  return small;
}

void WalkedProposer::find_records() {
  for (const JsonPlace& root : roots()) {
    const std::size_t before = found_;
    walk(root, std::nullopt, 0);
    if (found_ > before || !source().is_lines())
      names_.take_within(root.node);
    else if (!names_.take_line(root))
      take_other_line(root);
  }
}

void WalkedProposer::end_file() {
  for (const JsonPlace& line : names_.lines_of_no_use()) take_other_line(line);
}

std::optional<JsonNode> WalkedProposer::named(int table, std::string_view name) {
  const auto found = names_.find(table, name);
  for (std::int64_t lines = names_.newly_of_use(); lines > 0; --lines) count_record();
  return found;
}

void WalkedProposer::walk(const JsonPlace& place, const std::optional<JsonPlace>& around, std::size_t depth) {
  if (place.node.kind() == JsonKind::object) {
    if (const auto shape = shape_of_(place.node)) {
      ++found_;
      const Found found{place, *shape, around};
      return take_record(thread_of(found), place, *shape, around);
    }
  }
  if (depth == deepest_record || !is_container(place.node)) return;
  const bool is_message = !scalar_at(place.node, "timestamp").empty() && has(place.node, "type");
  const std::optional<JsonPlace> inner = is_message ? std::optional(place) : around;
  const bool is_list = place.node.kind() == JsonKind::array;
  const bool is_list_of_records = is_list && std::any_of(place.node.begin(), place.node.end(), [&](JsonNode child) {
                                    return child.kind() == JsonKind::object && shape_of_(child).has_value();
                                  });
  for (const JsonPlace& child : place.children()) {
    if (is_list_of_records && !(child.node.kind() == JsonKind::object && shape_of_(child.node)))
      take_other(child);
    else
      walk(child, inner, depth + 1);
  }
}

TimelineEvent& WalkedProposer::tell(const SourceRecord& record, Telling telling) {
  Time time = time_of(telling.written, record);
  TimelineEvent& event = tell_event(record, telling.key, std::move(time), telling.kind, std::move(telling.text));
  if (event.tags.empty() && !telling.tag.empty()) event.tags.emplace_back(first_characters(telling.tag, longest_title));
  if (!telling.who.empty() && event.actor.empty()) {
    event.actor = one_line(telling.who);
    if (!telling.is_machine && !telling.who.ends_with("[bot]")) take_part(telling.who);
  }
  return event;
}

void WalkedProposer::tag(std::string_view word) {
  constexpr std::size_t most_tags = 100;
  std::vector<std::string>& tags = thread().tags;
  const std::string one = one_line(word);
  if (!one.empty() && tags.size() < most_tags && std::ranges::find(tags, one) == tags.end()) tags.push_back(one);
}

void WalkedProposer::link(std::string_view url, LinkKind kind, std::string_view title) {
  constexpr std::size_t most_links = 100;
  std::vector<Link>& links = thread().links;
  const std::string address = first_characters(url, longest_quote);
  if (!is_web_address(address) || links.size() >= most_links) return;
  if (std::ranges::find(links, address, &Link::url) != links.end()) return;
  Link& added = links.emplace_back();
  added.id = id<Link>("link " + address);
  added.kind = kind;
  added.url = address;
  added.title = one_line(title);
}

void WalkedProposer::begin_told(const std::string& key, std::string_view title, std::string_view url, Text chosen) {
  begin_thread(key, title.empty() ? say(Text::import_untitled_incident) : one_line(title), std::nullopt);
  if (key.empty()) return;
  thread().sources.front().chosen = say(chosen, one_line(key));
  refer(kind_name_, key, url, LinkKind::ticket);
}

void WalkedProposer::propose_acknowledgement(TimelineEvent& event, std::optional<Instant> raised, MomentBasis basis) {
  if (!event.time.at) return;
  const std::int64_t seconds_since = raised ? (*event.time.at - *raised).microseconds / 1'000'000 : too_soon_seconds;
  if (seconds_since < 0 || seconds_since >= too_soon_seconds)
    return propose_moment(MomentKind::acknowledged, event, basis);
  event.time.note = say(Text::import_note_self_acknowledged, seconds_since);
}

std::optional<Severity> severity_of(std::string_view written) {
  const std::string small = in_small_letters(written);
  const Level* level = find_word(levels, small);
  if (level == nullptr) return std::nullopt;
  Severity severity;
  severity.level = level->level;
  severity.written = first_characters(written, longest_title);
  return severity;
}

void WalkedProposer::rate(std::string_view written) {
  if (!thread().severity) thread().severity = severity_of(written);
}

void WalkedProposer::state(MomentKind from, MomentKind to, std::string_view number, std::int64_t per_second,
                           std::string_view name) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
  constexpr std::int64_t longest = std::int64_t{1} << 50;
  if (error != std::errc{} || end != number.data() + number.size() || value <= 0 || value > longest) return;
  state_duration(from, to, value / per_second, std::string(name) + ": " + std::string(number));
}

}  // namespace unrepeat
