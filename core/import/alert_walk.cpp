// What resolves an alert is a record of its end; an end that is only expected is none.
#include "core/import/alert_walk.hpp"

#include <algorithm>
#include <vector>

namespace unrepeat {
namespace {

/// Tools write the same beginning with three to nine digits.
std::string instant_key(std::string_view written) {
  const auto at = instant_of(written);
  return at ? std::to_string(at->microseconds / 1'000) : std::string(written);
}

std::string_view status_of(JsonNode node) {
  const std::string_view status = text_at(node, "status");
  return status.empty() ? scalar_on_way(node, {"status", "state"}) : status;
}

/// "HighErrors: checkout answers 500", with the longer description in a line of its own.
std::string words_of(JsonNode node) {
  const std::string_view name = scalar_on_way(node, {"labels", "alertname"});
  const auto annotations = object_at(node, "annotations");
  const auto from = [&](auto... keys) { return annotations ? first_text(*annotations, keys...) : std::string_view(); };
  std::string_view summary = from("summary", "title");
  std::string_view description = from("description", "message");
  if (summary.empty()) summary = std::exchange(description, {});
  std::string words(name);
  if (!summary.empty()) words += (words.empty() ? "" : ": ") + std::string(summary);
  if (!description.empty() && description != summary) words += '\n' + std::string(description);
  if (!words.empty()) return words;
  if (const auto labels = object_at(node, "labels")) return compact_json_of(*labels);
  return {};
}

/// The most telling of the labels that name what it is about.
std::string_view system_of(JsonNode node) {
  for (const std::string_view label : {"service", "app", "component", "job", "namespace"})
    if (const std::string_view name = scalar_on_way(node, {"labels", label}); !name.empty()) return name;
  return {};
}

}  // namespace

bool is_prometheus_alert(JsonNode node) {
  if (!object_at(node, "labels") || array_at(node, "alerts")) return false;
  return !text_at(node, "startsAt").empty() || (object_at(node, "annotations") && !text_at(node, "status").empty());
}

std::string prometheus_alert_key(JsonNode node) {
  std::string key(scalar_at(node, "fingerprint"));
  if (const auto labels = object_at(node, "labels"); labels && key.empty()) {
    std::vector<std::string> all;
    for (const JsonNode label : *labels) all.push_back(std::string(label.key()) + '=' + std::string(label.text()));
    std::ranges::sort(all);
    for (const std::string& label : all) key += label + ' ';
  }
  return key + ' ' + instant_key(text_at(node, "startsAt"));
}

void AlertProposer::read_alert_thread(const std::string& key, std::span<const Found> records) {
  const std::string words = words_of(records.front().place.node);
  begin_told(key, words.substr(0, words.find('\n')), {}, Text::import_chosen_alert);
  for (const Found& found : records) {
    const JsonNode node = found.place.node;
    affect(system_of(node));
    rate(scalar_on_way(node, {"labels", "severity"}));
    link(text_at(node, "generatorURL"), LinkKind::dashboard);
    link(text_at(node, "dashboardURL"), LinkKind::dashboard);
    link(scalar_on_way(node, {"annotations", "runbook_url"}), LinkKind::runbook);
  }
  for (const Found& found : records) read_alert(found, words_of(found.place.node));
  for (const TimelineEvent& event : thread().timeline)
    if (event.kind == EventKind::detection) propose_moment(MomentKind::detected, event, MomentBasis::recorded);
  end_thread(record_of(records.front().place), Text::import_source_new, true);
}

void AlertProposer::read_alert(const Found& found, std::string_view words) {
  const JsonNode node = found.place.node;
  const SourceRecord record = record_of(found.place);
  count_record();
  const std::string_view status = status_of(node), starts = text_at(node, "startsAt"), ends = text_at(node, "endsAt");
  const auto ends_at = instant_of(ends);
  const bool is_over =
      in_small_letters(status) == "resolved" || (status.empty() && ends_at && *ends_at <= context().now);
  // When it began is not said by a message that it is over.
  if (!starts.empty() || !is_over)
    tell_time(found, record, starts,
              {.key = "start",
               .kind = EventKind::detection,
               .text = say(Text::import_said_alert_fires, words),
               .tag = "firing"});
  if (is_over)
    tell_time(found, record, ends,
              {.key = "end " + instant_key(ends),
               .kind = EventKind::resolution,
               .text = say(Text::import_said_alert_ends, words),
               .tag = "resolved"});
}

/// What says no time of its own was so when the message about it was sent.
void AlertProposer::tell_time(const Found& found, const SourceRecord& record, std::string_view written,
                              Telling telling) {
  const std::string_view sent = instant_of(written) ? std::string_view() : time_around(found);
  telling.written = sent.empty() ? written : sent;
  TimelineEvent& event = tell(sent.empty() ? record : whole_record_of(found), std::move(telling));
  if (!sent.empty() && event.evidence.size() == 1) event.time.note = say(Text::import_note_sent);
}

}  // namespace unrepeat
