// The Markdown importer does the reading; what it adds to the plan is called after the tool.
#include "core/import/written_report.hpp"

#include <algorithm>
#include <utility>

#include "core/identity/derived_id.hpp"
#include "core/import/source_time.hpp"

namespace unrepeat {

extern const Importer markdown_importer;

void propose_report(const ImportSource& source, const ImportContext& context, ImportPlan& plan, WrittenReport report,
                    const std::function<void(Postmortem&)>& complete) {
  const ImportFile file{.name = source.name(), .bytes = report.markdown};
  ImportSource text(file);
  if (const auto problem = text.read()) {
    plan.problems.push_back({source.name(), *problem});
    return;
  }
  const std::size_t first = plan.items.size();
  const auto reader = markdown_importer.begin(text, context, plan);
  for (std::size_t record = 0; record < reader->record_count(); ++record) reader->propose(record);
  for (std::size_t i = first; i < plan.items.size(); ++i) {
    ImportItem& item = plan.items[i];
    item.is_written = true;
    if (!item.postmortem) continue;
    Postmortem& read = *item.postmortem;
    for (Source& one : read.sources) {
      one.kind = report.kind;
      one.sha256 = source.sha256();
    }
    if (!report.key.empty()) {
      Reference& reference = read.refs.emplace_back();
      reference.id =
          Id<Reference>::from(derived_id(item.as_of, "reference " + std::string(report.kind) + ' ' + report.key));
      reference.system = report.tool;
      reference.key = report.key;
    }
    complete(read);
    put_in_canonical_order(read);
  }
}

void set_moment(Postmortem& report, MomentKind kind, std::string_view written) {
  Moment& moment = report.moments[kind];
  const auto at = instant_of(written);
  if (!at || moment.state == MomentState::recorded) return;
  Time time;
  time.at = at;
  time.written = written;
  time.offset = "+00:00";
  moment = {};
  moment.state = MomentState::recorded;
  moment.time = std::move(time);
  moment.basis = MomentBasis::recorded;
}

}  // namespace unrepeat
