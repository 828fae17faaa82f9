// The post-mortem: plain values in six parts, exactly what a file holds. Rules are elsewhere.
#pragma once

#include "core/action/action.hpp"
#include "core/cause/cause.hpp"
#include "core/impact/impact.hpp"
#include "core/moment/moment.hpp"
#include "core/people/people.hpp"
#include "core/review/review.hpp"
#include "core/timeline/timeline.hpp"

namespace unrepeat {

/// What happened.
enum class RecordKind : std::uint8_t { incident, near_miss, false_alarm, drill };
SPELL(RecordKind, "incident", "near_miss", "false_alarm", "drill")

/// How it is written: a card is five fields and grows into the full form without retyping.
enum class Form : std::uint8_t { full, card };
SPELL(Form, "full", "card")

enum class StatusState : std::uint8_t { draft, not_started, in_review, approved, not_required };
SPELL(StatusState, "draft", "not_started", "in_review", "approved", "not_required")

struct Status : Extensible {
  StatusState state = StatusState::draft;
  std::string reason;  ///< Why none is required.
  bool operator==(const Status&) const = default;
};

struct Severity : Extensible {
  std::int64_t level = 3;  ///< 1 (worst) to 5.
  std::string written;     ///< What the source called it.
  bool operator==(const Severity&) const = default;
};

enum class Sensitivity : std::uint8_t { public_, internal, confidential, restricted };
SPELL(Sensitivity, "public", "internal", "confidential", "restricted")

struct TemplateReference : Extensible {
  std::string id;
  std::string name;
  std::string revision;
  bool operator==(const TemplateReference&) const = default;
};

/// Set on a received file until somebody adopts it; until then it is not in the library's numbers.
struct Origin : Extensible {
  std::string library;
  std::optional<Instant> received_at;
  std::string from;
  bool operator==(const Origin&) const = default;
};

/// What another system calls this incident.
struct Reference : Extensible {
  Id<Reference> id;
  std::string system;
  std::string key;
  std::string url;
  bool operator==(const Reference&) const = default;
};

enum class LinkKind : std::uint8_t { other, chat, call, dashboard, ticket, change, runbook, status_page, document };
SPELL(LinkKind, "other", "chat", "call", "dashboard", "ticket", "change", "runbook", "status_page", "document")

struct Link : Extensible {
  Id<Link> id;
  LinkKind kind = LinkKind::other;
  std::string url;
  std::string title;
  bool operator==(const Link&) const = default;
};

struct Context : Extensible {
  std::string summary;
  std::string background;
  bool operator==(const Context&) const = default;
};

enum class DetectionSource : std::uint8_t { unknown, monitoring, customer, staff, partner, vendor, chance };
SPELL(DetectionSource, "unknown", "monitoring", "customer", "staff", "partner", "vendor", "chance")

struct Detection : Extensible {
  DetectionSource source = DetectionSource::unknown;
  std::string detail;
  std::string earlier_signal;  ///< What could already be seen before it was noticed.
  bool operator==(const Detection&) const = default;
};

struct Resolution : Extensible {
  std::string text;
  std::string confirmed_by;
  std::string workaround;
  bool operator==(const Resolution&) const = default;
};

enum class RelationKind : std::uint8_t {
  related,
  recurrence_of,
  same_incident,
  caused_by,
  part_of,
  duplicate_of,
  not_related
};
SPELL(RelationKind, "related", "recurrence_of", "same_incident", "caused_by", "part_of", "duplicate_of", "not_related")

struct Relation : Extensible {
  Id<Relation> id;
  std::optional<Id<Postmortem>> target;  ///< Need not be in this library.
  std::string ref;                       ///< Where there is no id: a key or an address.
  std::string title;
  RelationKind kind = RelationKind::related;
  std::optional<Id<Action>> action;  ///< The promise of `target` that is meant.
  std::string note;
  bool operator==(const Relation&) const = default;
};

struct Section : Extensible {
  Id<Section> id;
  std::string title;
  std::string prompt;
  std::string body;
  bool operator==(const Section&) const = default;
};

enum class CustomFieldType : std::uint8_t { text, number, date, choice, yes_no, person, link };
SPELL(CustomFieldType, "text", "number", "date", "choice", "yes_no", "person", "link")

struct CustomField : Extensible {
  Id<CustomField> id;
  std::string name;
  std::string label;
  CustomFieldType type = CustomFieldType::text;
  std::string value;
  bool operator==(const CustomField&) const = default;
};

struct Image : Extensible {
  Id<Image> id;
  std::string sha256;
  std::string media_type;
  std::string alt;
  std::string data;  ///< Base64; may be left out of an export.
  bool operator==(const Image&) const = default;
};

/// Not part of what a change is compared by; stamped when a change is applied and when a file is written.
struct History : Extensible {
  Instant created_at;
  Instant updated_at;
  std::vector<std::string> authors;
  std::string revision;              ///< sha256 of the canonical bytes without `history`.
  std::vector<std::string> parents;  ///< Revisions this one came from; merge bases.
  bool operator==(const History&) const = default;
};

struct Postmortem : Extensible {
  Id<Postmortem> id;
  std::string title;
  RecordKind kind = RecordKind::incident;
  Form form = Form::full;
  std::string language = "en";  ///< Of the document, BCP 47; apart from the interface's.
  std::string team;
  std::string owner;
  std::vector<std::string> tags;
  std::optional<TemplateReference> template_;
  std::string time_zone = "Etc/UTC";  ///< IANA name its times are shown and typed in.
  Status status;
  std::optional<Severity> severity;
  std::string review_due;  ///< yyyy-mm-dd.
  std::optional<Sensitivity> sensitivity;
  std::optional<Origin> origin;
  std::vector<Reference> refs;
  std::vector<Link> links;
  std::vector<Party> people;
  std::vector<AffectedSystem> systems;
  Context context;
  Moments moments;
  Detection detection;
  Resolution resolution;
  std::vector<TimelineEvent> timeline;
  std::vector<Source> sources;
  Impact impact;
  Causes causes;
  Review review;
  std::vector<Meeting> meetings;
  std::vector<Action> actions;
  std::string no_action_because;  ///< The honest alternative to a filler action.
  std::vector<Relation> related;
  std::vector<Comment> comments;
  std::vector<Dismissal> dismissed;
  std::vector<Approval> approvals;
  std::vector<Section> sections;
  std::vector<CustomField> fields;
  std::vector<Image> images;
  History history;
  bool operator==(const Postmortem&) const = default;
};

using PostmortemId = Id<Postmortem>;
using EventId = Id<TimelineEvent>;
using FactorId = Id<Factor>;
using ActionId = Id<Action>;

DESCRIBED(Status)
DESCRIBED(Severity)
DESCRIBED(TemplateReference)
DESCRIBED(Origin)
DESCRIBED(Reference)
DESCRIBED(Link)
DESCRIBED(Context)
DESCRIBED(Detection)
DESCRIBED(Resolution)
DESCRIBED(Relation)
DESCRIBED(Section)
DESCRIBED(CustomField)
DESCRIBED(Image)
DESCRIBED(History)
DESCRIBED(Postmortem)

/// Puts lists that have an order of their own into it (the timeline); files and comparisons rest on it.
void put_in_canonical_order(Postmortem& postmortem);

}  // namespace unrepeat
