// Description of the post-mortem, in the order in which a file is written.
#include "core/postmortem/postmortem.hpp"

#include <algorithm>

namespace unrepeat {

DESCRIBE(Status, "status", ruled<&Status::state>("state", Presence::always), ruled<&Status::reason>("reason"))

DESCRIBE(Severity, "severity", field<&Severity::level>("level", Presence::always, TextRule::severity_level),
         field<&Severity::written>("written"))

DESCRIBE(TemplateReference, "template", required<&TemplateReference::id>("id"), field<&TemplateReference::name>("name"),
         field<&TemplateReference::revision>("revision"))

DESCRIBE(Origin, "origin", field<&Origin::library>("library"), field<&Origin::received_at>("received_at"),
         field<&Origin::from>("from"))

DESCRIBE(Reference, "reference", required<&Reference::id>("id"), field<&Reference::system>("system"),
         required<&Reference::key>("key"), field<&Reference::url>("url"))

DESCRIBE(Link, "link", required<&Link::id>("id"), required<&Link::kind>("kind"), required<&Link::url>("url"),
         field<&Link::title>("title"))

DESCRIBE(Context, "context", prose<&Context::summary>("summary"), prose<&Context::background>("background"))

DESCRIBE(Detection, "detection", field<&Detection::source>("source"), prose<&Detection::detail>("detail"),
         prose<&Detection::earlier_signal>("earlier_signal"))

DESCRIBE(Resolution, "resolution", prose<&Resolution::text>("text"), field<&Resolution::confirmed_by>("confirmed_by"),
         prose<&Resolution::workaround>("workaround"))

DESCRIBE(Relation, "relation", required<&Relation::id>("id"), foreign<&Relation::target>("target"),
         field<&Relation::ref>("ref"), field<&Relation::title>("title"), required<&Relation::kind>("kind"),
         foreign<&Relation::action>("action"), prose<&Relation::note>("note"))

DESCRIBE(Section, "section", required<&Section::id>("id"), required<&Section::title>("title"),
         prose<&Section::prompt>("prompt"), prose<&Section::body>("body"))

DESCRIBE(CustomField, "custom field", required<&CustomField::id>("id"), required<&CustomField::name>("name"),
         field<&CustomField::label>("label"), required<&CustomField::type>("type"), field<&CustomField::value>("value"))

DESCRIBE(Image, "image", required<&Image::id>("id"),
         field<&Image::sha256>("sha256", Presence::always, TextRule::sha256),
         required<&Image::media_type>("media_type"), field<&Image::alt>("alt"), field<&Image::data>("data"))

DESCRIBE(History, "history", required<&History::created_at>("created_at"), required<&History::updated_at>("updated_at"),
         field<&History::authors>("authors"),
         field<&History::revision>("revision", Presence::optional, TextRule::sha256),
         field<&History::parents>("parents", Presence::optional, TextRule::sha256))

DESCRIBE(Postmortem, "post-mortem", required<&Postmortem::id>("id"), required<&Postmortem::title>("title"),
         required<&Postmortem::kind>("kind"), required<&Postmortem::form>("form"),
         required<&Postmortem::language>("language"), field<&Postmortem::team>("team"),
         field<&Postmortem::owner>("owner"), field<&Postmortem::tags>("tags"),
         field<&Postmortem::template_>("template"), required<&Postmortem::time_zone>("time_zone"),
         required<&Postmortem::status>("status"), field<&Postmortem::severity>("severity"),
         field<&Postmortem::review_due>("review_due", Presence::optional, TextRule::date),
         field<&Postmortem::sensitivity>("sensitivity"), field<&Postmortem::origin>("origin"),
         field<&Postmortem::refs>("refs"), field<&Postmortem::links>("links"), field<&Postmortem::people>("people"),
         field<&Postmortem::systems>("systems"), field<&Postmortem::context>("context"),
         field<&Postmortem::moments>("moments"), field<&Postmortem::detection>("detection"),
         field<&Postmortem::resolution>("resolution"), field<&Postmortem::timeline>("timeline"),
         field<&Postmortem::sources>("sources"), field<&Postmortem::impact>("impact"),
         field<&Postmortem::causes>("causes"), field<&Postmortem::review>("review"),
         field<&Postmortem::meetings>("meetings"), field<&Postmortem::actions>("actions"),
         prose<&Postmortem::no_action_because>("no_action_because"), field<&Postmortem::related>("related"),
         field<&Postmortem::comments>("comments"), field<&Postmortem::dismissed>("dismissed"),
         field<&Postmortem::approvals>("approvals"), field<&Postmortem::sections>("sections"),
         field<&Postmortem::fields>("fields"), field<&Postmortem::images>("images"),
         required<&Postmortem::history>("history"))

void put_in_canonical_order(Postmortem& postmortem) { put_in_order(postmortem.timeline); }

}  // namespace unrepeat
