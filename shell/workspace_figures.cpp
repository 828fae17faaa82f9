// Figures, families and what presses, on the page: asked for one after the other while somebody looks at them, and
// again when something was written. What was there stays until the new one has come.
#include <algorithm>

#include "core/learn/figure_words.hpp"
#include "shell/language_tag.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

using namespace protocol;

namespace {

/// In the order in which the screen shows them, so that the first comes first.
constexpr FigureKind asked_order[] = {FigureKind::durations, FigureKind::phases,    FigureKind::factors,
                                      FigureKind::rate,      FigureKind::detection, FigureKind::themes,
                                      FigureKind::open_age,  FigureKind::coverage,  FigureKind::kept};
static_assert(std::size(asked_order) == figure_count && figure_count == spellings_of_FigureKind.size());

}  // namespace

const FiguresOnPage& Workspace::read_figures(const FigureScope& scope) {
  FiguresOnPage& figures = figures_;
  if (figures.scope_ != scope) {
    figures.scope_ = scope;
    figures.is_current_.fill(false);
  }
  if (!is_usable() || figures.request_ != 0) return figures;
  for (const FigureKind kind : asked_order) {
    if (figures.is_current_[static_cast<std::size_t>(kind)]) continue;
    figures.asked_ = scope;
    figures.request_ = send({.errand = Errand::figure, .page = static_cast<std::int64_t>(kind)},
                            ReadFigure{.kind = kind, .scope = scope});
    break;
  }
  return figures;
}

const BehindFigure& Workspace::list_behind(FigureKind kind, const FigureScope& scope, std::string_view key) {
  const ListBehind request{.kind = kind, .scope = scope, .key = std::string(key)};
  if (is_usable() && (!behind_.asked_ || *behind_.asked_ != request)) {
    behind_.asked_ = request;
    behind_.found_.reset();
    send({.errand = Errand::behind, .page = ++behind_.asked_count_}, request);
  }
  return behind_;
}

const std::vector<std::string>& Workspace::read_themes() {
  constexpr double read_again_after_s = 60;
  const bool is_old = themes_read_at_s_ < 0 || now_s_ - themes_read_at_s_ > read_again_after_s;
  if (is_usable() && themes_request_ == 0 && is_old) {
    themes_request_ =
        send({.errand = Errand::themes},
             ReadFigure{.kind = FigureKind::themes, .scope = {.now = end_of_today(), .today = today().first}});
  }
  return themes_;
}

void Workspace::copy_figure(FigureKind kind, const FigureScope& scope) {
  send({.errand = Errand::figure_csv},
       ExportFigure{.kind = kind, .scope = scope, .language = std::string(language_tag(language))});
}

void Workspace::copy_picture(const PictureOfPage& picture) { ports_.clipboard.copy_picture(picture); }

void Workspace::take_library(std::optional<TakenView> view) {
  if (taking_ || !is_usable()) return;
  taking_.emplace();
  taking_->request = send({.errand = Errand::taking}, TakeLibrary{.view = view, .now = end_of_today()});
}

void Workspace::cancel_taking() {
  if (taking_) cancel_request(taking_->request);
}

const FamiliesOnPage& Workspace::read_families(const FigureScope& scope) {
  FamiliesOnPage& families = families_;
  if (families.scope_ != scope) {
    families.scope_ = scope;
    families.is_current_ = false;
    families.is_overtaken_ = families.request_ != 0;
  }
  if (is_usable() && families.request_ == 0 && !families.is_current_)
    families.asked_ = scope, families.request_ = send({.errand = Errand::families}, FindFamilies{scope});
  return families;
}

const DueOnPage& Workspace::read_due() {
  DueOnPage& due = due_;
  if (!is_usable() || due.request_ != 0 || !settings_are_here_) return due;
  const auto [day, begins] = today();
  if (due.is_current_ && due.day_ == day) return due;
  due.day_ = day;
  note_visit();
  due.request_ = send({.errand = Errand::due}, ReadDue{.today = day, .now = begins, .visited = visited_});
  return due;
}

void Workspace::note_visit() {
  // So long nobody looked: what comes next is another visit.
  constexpr Duration between_visits = hours(4), between_notes = minutes(10);
  // The last time somebody looked, and what was told as the one before it then.
  const auto read = [&](std::string_view key) -> std::optional<Instant> {
    const auto at = parse_instant(setting(key));
    return at ? std::optional(*at) : std::nullopt;
  };
  const std::optional<Instant> seen = read("seen_at"), before = read("visited_at");
  const bool is_another = !seen || now() - *seen > between_visits;
  visited_ = is_another ? seen : before;
  if (is_another && seen) write_setting("visited_at", format_instant(*seen));
  if (!seen || now() - *seen > between_notes) write_setting("seen_at", format_instant(now()));
}

void Workspace::forget_figures() {
  figures_.is_current_.fill(false);
  families_.is_current_ = false;
  due_.is_current_ = false;
  behind_.asked_.reset();
  // What is on its way may be from before.
  figures_.is_overtaken_ = figures_.request_ != 0;
  families_.is_overtaken_ = families_.request_ != 0;
  due_.is_overtaken_ = due_.request_ != 0;
  ideas_.is_current_ = false;
  ideas_.is_overtaken_ = ideas_.request_ != 0;
}

void Workspace::answer_figures(const Pending& pending, Reply& reply) {
  if (auto* read = std::get_if<FigureRead>(&reply); read != nullptr && pending.errand == Errand::themes) {
    themes_request_ = 0;
    if (read->left > 0) return;
    themes_read_at_s_ = now_s_;
    themes_.clear();
    for (const FigureBar& bar : read->figure.bars) themes_.emplace_back(parts_of(bar.key).what);
  } else if (read != nullptr) {
    FiguresOnPage& figures = figures_;
    figures.request_ = 0;
    figures.left_ = read->left;
    figures.total_ = read->total;
    const bool is_overtaken = std::exchange(figures.is_overtaken_, false);
    if (read->left > 0) return;
    figures.not_adopted_ = read->not_adopted;
    figures.tags_ = std::move(read->tags);
    const auto place = static_cast<std::size_t>(pending.page);
    if (figures.asked_ != figures.scope_) return;
    figures.figures_[place] = std::move(read->figure);
    ++figures.editions_[place];
    figures.is_current_[place] = !is_overtaken;
  } else if (auto* behind = std::get_if<IncidentsBehind>(&reply)) {
    if (pending.page == behind_.asked_count_) behind_.found_ = std::move(*behind);
  } else if (auto* found = std::get_if<FamiliesFound>(&reply)) {
    FamiliesOnPage& families = families_;
    families.request_ = 0;
    families.left_ = found->left;
    families.total_ = found->total;
    const bool is_overtaken = std::exchange(families.is_overtaken_, false);
    if (found->left > 0) return;
    families.found_ = std::move(*found);
    families.is_current_ = !is_overtaken;
    families.arrived_ = families.asked_;
  } else if (auto* due = std::get_if<DueRead>(&reply)) {
    due_.request_ = 0;
    const bool is_overtaken = std::exchange(due_.is_overtaken_, false);
    if (due->left > 0) return;
    due_.read_ = std::move(*due);
    due_.is_current_ = !is_overtaken;
    due_.has_arrived_ = true;
    ++due_.arrivals_;
  } else if (auto* file = std::get_if<Exported>(&reply); file != nullptr && pending.errand == Errand::taking) {
    taking_.reset();
    offer(file->name, file->media_type, file->bytes);
  } else if (file != nullptr) {
    copy({reinterpret_cast<const char*>(file->bytes.data()), file->bytes.size()});
  }
}

void Workspace::figures_failed(const Pending& pending) {
  // Not asked again by itself: what cannot be read now cannot be read in the next frame either.
  switch (pending.errand) {
    case Errand::figure:
      figures_.request_ = 0;
      figures_.is_current_.fill(true);
      break;
    case Errand::families:
      families_.request_ = 0;
      families_.is_current_ = true;
      break;
    case Errand::themes:
      themes_request_ = 0;
      themes_read_at_s_ = now_s_;
      break;
    case Errand::due:
      due_.request_ = 0;
      due_.is_current_ = true;
      break;
    default: break;
  }
}

}  // namespace unrepeat::shell
