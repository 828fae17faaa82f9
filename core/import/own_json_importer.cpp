// Our own files, one post-mortem or a bundle: read strictly, so that nothing is taken from a file that has an error.
#include <utility>

#include "core/format/reader.hpp"
#include "core/image/image_file.hpp"
#include "core/import/importer.hpp"

namespace unrepeat {
namespace {

bool recognises(const ImportSource& source) {
  return !source.is_lines() && source.documents().size() == 1 && is_unrepeat_file(source.documents().front().tree);
}

/// A file is read whole before anything of it is proposed.
class OwnJsonProposer : public Proposer {
 public:
  OwnJsonProposer(const ImportSource& source, ImportPlan& plan) : source_(source), plan_(plan) {
    const ImportDocument& document = source.documents().front();
    const std::size_t problems_before = plan.problems.size();
    // Other files may come in other encodings; ours may not, so a converted text is read again, and refused by name.
    const bool as_it_came =
        source.text().data() == source.bytes().data() && source.text().size() == source.bytes().size();
    auto reading = as_it_came ? read_file(document.tree, source.bytes()) : read_file(source.bytes());
    for (Problem& problem : reading ? reading->warnings : reading.error()) add(std::move(problem));
    if (!reading) return;
    if (reading->template_) templates_.push_back(std::move(*reading->template_));
    if (auto& library = reading->bundle.library) {
      templates_ = std::move(library->templates);
      plan_.default_template = std::exchange(library->default_template, {});
      library->templates.clear();
      if (!library->objectives.empty()) {
        plan_.objectives = std::exchange(library->objectives, {});
        add({.severity = Problem::Severity::warning, .text = Text::import_objectives, .arguments = {}, .pointer = {}});
      }
      if (!library->tracker_states.empty()) {
        plan_.tracker_states = std::exchange(library->tracker_states, {});
        add({.severity = Problem::Severity::warning,
             .text = Text::import_tracker_states,
             .arguments = {},
             .pointer = {}});
      }
      Library bare;
      bare.id = library->id;
      if (*library != bare)
        add({.severity = Problem::Severity::warning,
             .text = Text::import_library_left_out,
             .arguments = {},
             .pointer = {}});
    }
    postmortems_ = std::move(reading->bundle.postmortems);
    if (record_count() == 0 && plan_.problems.size() == problems_before)
      add({.severity = Problem::Severity::warning,
           .text = Text::import_source_nothing,
           .arguments = {"Unrepeat"},
           .pointer = {}});
    const JsonNode root = document.tree.root();
    if (const auto list = root.find("postmortems")) {
      for (const JsonNode node : *list) nodes_.push_back(node);
    }
    const auto library = root.find("library");
    if (library) templates_at_ = "/library";
    if (const auto list = library.value_or(root).find("templates")) {
      templates_at_ += "/templates/";
      for (const JsonNode node : *list) template_nodes_.push_back(node);
    }
  }

  [[nodiscard]] std::size_t record_count() const override { return postmortems_.size() + templates_.size(); }

  void propose(std::size_t record) override {
    if (record >= postmortems_.size()) return propose_template(record - postmortems_.size());
    const ImportDocument& document = source_.documents().front();
    const LineIndex::Place place = source_.place_of(document, nodes_.empty() ? document.tree.root() : nodes_[record]);
    ImportItem& item = plan_.items.emplace_back();
    item.chosen = true;
    item.title = postmortems_[record].title;
    item.reason.severity = Problem::Severity::warning;
    item.reason.text = Text::import_new;
    if (!nodes_.empty()) item.reason.pointer = "/postmortems/" + std::to_string(record);
    item.reason.line = place.line;
    item.reason.column = place.column;
    item.records = 1;
    item.understood = 1;
    item.as_of = postmortems_[record].history.updated_at;
    item.postmortem = std::move(postmortems_[record]);
    take_images(item, nodes_.empty() ? document.tree.root() : nodes_[record]);
  }

 private:
  /// The bytes go beside the post-mortem; what is no image is said, and the words about it stay.
  void take_images(ImportItem& item, JsonNode node) {
    const auto list = node.find("images");
    for (std::size_t i = 0; i < item.postmortem->images.size(); ++i) {
      Image& image = item.postmortem->images[i];
      if (image.data.empty()) continue;
      auto bytes = read_image_data(image);
      image.data = {};
      if (bytes) {
        item.images.push_back({image.sha256, std::move(*bytes)});
        continue;
      }
      Problem problem = std::move(bytes.error());
      problem.severity = Problem::Severity::warning;
      problem.pointer = item.reason.pointer + "/images/" + std::to_string(i) + "/data";
      if (list) {
        auto entry = list->begin();
        for (std::size_t step = 0; step < i; ++step) ++entry;
        const LineIndex::Place place = source_.place_of(source_.documents().front(), *entry);
        problem.line = place.line;
        problem.column = place.column;
      }
      add(std::move(problem));
    }
  }

  void propose_template(std::size_t index) {
    const ImportDocument& document = source_.documents().front();
    const bool is_alone = template_nodes_.empty();
    const LineIndex::Place place = source_.place_of(document, is_alone ? document.tree.root() : template_nodes_[index]);
    ImportItem& item = plan_.items.emplace_back();
    item.chosen = true;
    item.title = templates_[index].name;
    item.reason.severity = Problem::Severity::warning;
    item.reason.text = Text::import_new_template;
    if (!is_alone) item.reason.pointer = templates_at_ + std::to_string(index);
    item.reason.line = place.line;
    item.reason.column = place.column;
    item.records = 1;
    item.understood = 1;
    item.template_ = std::move(templates_[index]);
  }

  void add(Problem problem) { plan_.problems.push_back({source_.name(), std::move(problem)}); }

  const ImportSource& source_;
  ImportPlan& plan_;
  std::vector<Postmortem> postmortems_;
  std::vector<JsonNode> nodes_;  // where each stands in a bundle
  std::vector<Template> templates_;
  std::vector<JsonNode> template_nodes_;  // where each stands in a library
  std::string templates_at_;
};

std::unique_ptr<Proposer> begin(const ImportSource& source, const ImportContext&, ImportPlan& plan) {
  return std::make_unique<OwnJsonProposer>(source, plan);
}

}  // namespace

extern const Importer own_json_importer;
const Importer own_json_importer{"unrepeat", Merging::replaces, recognises, begin};

}  // namespace unrepeat
