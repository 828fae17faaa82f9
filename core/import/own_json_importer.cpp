// Our own files, one post-mortem or a bundle: read strictly, so that nothing is taken from a file that has an error.
#include "core/format/reader.hpp"
#include "core/import/importer.hpp"

namespace unrepeat {
namespace {

bool recognises(const ImportSource& source) {
  return !source.is_lines() && source.documents().size() == 1 && is_unrepeat_file(source.documents().front().tree);
}

bool propose(const ImportSource& source, const ImportContext& context, ImportPlan& plan) {
  const ImportDocument& document = source.documents().front();
  // Other files may come in other encodings; ours may not, so a converted text is read again, and refused by name.
  const bool as_it_came =
      source.text().data() == source.bytes().data() && source.text().size() == source.bytes().size();
  auto reading = as_it_came ? read_file(document.tree, source.bytes()) : read_file(source.bytes());
  if (!reading) {
    for (Problem& problem : reading.error()) plan.problems.push_back({source.name(), std::move(problem)});
    return true;
  }
  for (Problem& problem : reading->warnings) plan.problems.push_back({source.name(), std::move(problem)});

  const JsonNode root = document.tree.root();
  const auto list = root.find("postmortems");
  std::vector<Postmortem>& postmortems = reading->bundle.postmortems;
  auto node = list ? list->begin() : JsonNode::Iterator();
  for (std::size_t i = 0; i < postmortems.size(); ++i) {
    if (context.progress && !context.progress->reached(i, postmortems.size())) return false;
    ImportItem item;
    item.chosen = true;
    item.title = postmortems[i].title;
    const LineIndex::Place place = source.place_of(document, list ? *node : root);
    item.reason.severity = Problem::Severity::warning;
    item.reason.text = Text::import_new;
    if (list) {
      item.reason.pointer = "/postmortems/" + std::to_string(i);
      ++node;
    }
    item.reason.line = place.line;
    item.reason.column = place.column;
    item.records = 1;
    item.understood = 1;
    item.as_of = postmortems[i].history.updated_at;
    item.postmortem = std::move(postmortems[i]);
    plan.items.push_back(std::move(item));
  }
  if (reading->bundle.library) {
    Problem left_out;
    left_out.severity = Problem::Severity::warning;
    left_out.text = Text::import_library_left_out;
    plan.problems.push_back({source.name(), std::move(left_out)});
  }
  return true;
}

}  // namespace

extern const Importer own_json_importer;
const Importer own_json_importer{"unrepeat", Merging::replaces, recognises, propose};

}  // namespace unrepeat
