// The page's state and its conversation with the engine.
#include "shell/workspace.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "core/format/export_format.hpp"
#include "core/format/reader.hpp"
#include "core/format/value.hpp"
#include "core/format/writer.hpp"
#include "core/image/image_file.hpp"
#include "core/template/built_in.hpp"
#include "shell/format.hpp"
#include "shell/language_tag.hpp"

namespace unrepeat::shell {

using namespace protocol;

namespace {

constexpr double notice_s = 8;
constexpr double first_count_after_s = 3;
/// What could not be saved is tried again this much later, by itself.
constexpr double save_again_s = 5;
/// Longer than a person takes from one letter to the next.
constexpr double told_saved_after_s = 0.6;
const std::string nothing;

Bytes bytes_of_request(const Request& request) { return encode(Message<Request>{0, request}); }

/// The text a person would miss if this edit were lost: what it would have put there.
std::string text_of_edit(const Edit& edit) {
  if (!edit.after) return {};
  if (auto text = read_value<std::string>(*edit.after)) return *text;
  return *edit.after;
}

/// The same file as the engine makes, from what is on the page.
void give_file(Ports& ports, const Bundle& bundle, std::string_view name,
               void (Files::*give)(std::string_view, std::string_view, const Bytes&)) {
  const unrepeat::ExportFormat& format = *find_export_format(name);
  const std::string text = format.write(bundle, ports.zones);
  const bool is_one = bundle.postmortems.size() == 1;
  (ports.files.*give)(is_one ? file_stem(bundle.postmortems.front()) + std::string(format.extension)
                             : "unrepeat" + std::string(format.extension_of_several),
                      format.media_type, {text.begin(), text.end()});
}

}  // namespace

// ---- LibraryWindow, OpenPostmortem ----------------------------------------------------------------------------------

std::int64_t LibraryWindow::count(LibraryView view) const {
  const auto found = std::ranges::find(counts_, view, &ViewCount::view);
  return found == counts_.end() ? 0 : found->count;
}

SavingState OpenPostmortem::saving() const {
  if (!why_not_saved_.empty()) return SavingState::not_saved;
  return is_unsaved() ? SavingState::saving : SavingState::saved;
}

const std::string& OpenPostmortem::refusal(std::string_view path) const {
  const auto found = refusals_.find(path);
  return found == refusals_.end() ? nothing : found->second;
}

// ---- the conversation -----------------------------------------------------------------------------------------------

Workspace::Workspace(const Ports& ports) : ports_(ports) {}

std::int64_t Workspace::send(Pending pending, Request request) {
  const std::int64_t id = next_request_++;
  pending.id = id;
  pending_[id] = pending;
  ports_.engine.send(id, encode(Message<Request>{id, std::move(request)}), true);
  return id;
}

void Workspace::cancel_request(std::int64_t id) {
  if (!pending_.contains(id)) return;
  const std::int64_t message = next_request_++;
  ports_.engine.send(message, encode(Message<Request>{message, Cancel{.request = id}}), false);
}

void Workspace::set_library_state(LibraryState state, std::string_view trouble) {
  const bool was_usable = is_usable();
  library_state_ = state;
  trouble_ = trouble;
  if (!is_usable() || was_usable) return;
  send({.errand = Errand::open_library}, OpenLibrary{});
  send({.errand = Errand::settings}, ReadSettings{});
  send({.errand = Errand::templates}, ReadTemplates{});
  // What was asked elsewhere is not answered here.
  library_.end_asking();
  for (PromiseWindow& list : promises_) list.end_asking();
  refresh_library();
  forget_promises();
  for (auto& [id, postmortem] : open_) {
    // Another tab may have changed it meanwhile; what waits here is sent first and comes back with it.
    pump(id, *postmortem);
    send({.errand = Errand::load, .postmortem = id}, LoadPostmortem{id});
  }
}

void Workspace::receive(std::int64_t id, const Bytes& bytes, bool is_last) {
  const auto found = pending_.find(id);
  if (found == pending_.end()) return;
  const Pending pending = found->second;
  if (is_last) pending_.erase(found);
  // A plan that was cancelled, or made way for other files, has nothing to say any more.
  if (pending.errand == Errand::plan && id != import_request_) return;
  if (pending.errand == Errand::count && id != count_request_) return;
  if (pending.errand == Errand::plan_refresh && id != refresh_.request) return;
  auto reply = decode_reply(bytes.data(), bytes.size());
  answer(pending, reply ? std::move(reply->body) : Reply(Failed{.kind = FailureKind::storage_failed}));
  if (!waiting_beside_.empty()) turn_waiting_beside();
}

void Workspace::answer(const Pending& pending, Reply reply) {
  // Other files may have taken the place of what was being written.
  const bool is_writing = import_.state == ImportUnderWay::State::writing;
  if (const auto* progress = std::get_if<Progress>(&reply)) {
    if (pending.errand == Errand::plan || (pending.errand == Errand::accept && is_writing)) {
      import_.done = progress->done;
      import_.total = progress->total;
    }
    if (pending.errand == Errand::plan_refresh) refresh_.done = progress->done, refresh_.total = progress->total;
    if (pending.errand == Errand::taking && taking_) taking_->done = progress->done, taking_->total = progress->total;
    return;
  }
  if (pending.errand == Errand::save || pending.errand == Errand::create) {
    answer_saved(pending, reply);
    send_exports();
    return;
  }
  if (const auto* failed = std::get_if<Failed>(&reply)) return answer_failed(pending, *failed);
  switch (pending.errand) {
    case Errand::list:
      if (auto* page = std::get_if<PostmortemPage>(&reply)) answer_page(pending, std::move(*page));
      break;
    case Errand::earlier: answer_earlier(pending, reply); break;
    case Errand::promises:
    case Errand::count_promises:
    case Errand::count_narrowed:
    case Errand::promise_file:
    case Errand::promise_digest: answer_promises(pending, reply); break;
    case Errand::figure:
    case Errand::behind:
    case Errand::figure_csv:
    case Errand::families:
    case Errand::themes:
    case Errand::due:
    case Errand::taking: answer_figures(pending, reply); break;
    case Errand::plan_refresh:
    case Errand::ideas: answer_changes(reply); break;
    case Errand::find:
      if (auto* page = std::get_if<PostmortemPage>(&reply); page != nullptr && pending.page == find_request_)
        found_ = std::move(page->rows);
      break;
    case Errand::load:
      if (const auto* loaded = std::get_if<PostmortemLoaded>(&reply)) {
        const auto found = open_.find(pending.postmortem);
        if (found == open_.end()) break;
        OpenPostmortem& postmortem = *found->second;
        // What waits to be saved is newer than what was on disk when this was asked for.
        if (postmortem.is_unsaved()) {
          postmortem.reload_when_saved_ = true;
          break;
        }
        auto read = read_postmortem(loaded->document);
        postmortem.state_ = read ? OpenPostmortem::State::ready : OpenPostmortem::State::not_found;
        if (!read) break;
        postmortem.value_ = std::move(*read);
        postmortem.undo_ = UndoHistory(loaded->steps);
        postmortem.history_.is_stale = true;
        ++postmortem.edition_;
        do_wished_states();
      }
      break;
    case Errand::revisions:
    case Errand::revision: answer_history(pending, reply); break;
    case Errand::plan:
    case Errand::examples_plan:
      if (auto* planned = std::get_if<ImportPlanned>(&reply)) {
        if (pending.errand == Errand::examples_plan) {
          AcceptImport accept{.operation = ports_.ids.next(), .plan = planned->plan, .as_examples = true, .now = now()};
          for (std::size_t i = 0; i < planned->items.size(); ++i)
            if (planned->items[i].state == PlanState::fresh) accept.items.push_back(static_cast<std::int64_t>(i));
          send({.errand = Errand::examples_accept, .operation = accept.operation}, std::move(accept));
          break;
        }
        plan_ = planned->plan;
        import_ = {.state = ImportUnderWay::State::planned,
                   .items = std::move(planned->items),
                   .as_one = planned->as_one,
                   .as_approved = planned->as_approved,
                   .from = planned->from,
                   .until = planned->until,
                   .problems = std::move(planned->problems)};
        for (const PlanItem& item : import_.items) import_.chosen.push_back(item.chosen);
        count_import();
      }
      break;
    case Errand::count:
      if (const auto* counted = std::get_if<ImportCounted>(&reply)) import_.counted = *counted;
      break;
    case Errand::export_:
      --exports_;
      if (const auto* file = std::get_if<Exported>(&reply)) {
        if (pending.is_shared)
          ports_.files.share(file->name, file->media_type, file->bytes);
        else
          offer(file->name, file->media_type, file->bytes);
        if (file->images_left_out > 0)
          notify(say(language, Text::image_left_out_of_file, file->images_left_out), std::nullopt, true);
      }
      if (pending.is_backup && std::holds_alternative<Exported>(reply))
        write_setting("last_backup", format_instant(now()));
      break;
    case Errand::settings:
      if (const auto* read = std::get_if<SettingsRead>(&reply))
        for (const Setting& setting : read->settings) settings_[setting.key] = setting.value;
      settings_are_here_ = true;
      break;
    case Errand::templates:
      if (const auto* read = std::get_if<TemplatesRead>(&reply)) {
        // Taking down what is not there would fetch what knows how.
        if (!templates_.empty()) templates_.clear();
        unread_templates_ = read->documents;
      }
      break;
    case Errand::keep_image:
    case Errand::image:
    case Errand::image_file: answer_image(pending, reply); break;
    case Errand::change_promises:
    case Errand::remove:
    case Errand::adopt:
    case Errand::undo:
    case Errand::accept:
    case Errand::examples_accept:
    case Errand::examples_remove:
      if (const auto* done = std::get_if<OperationDone>(&reply)) answer_done(pending, *done);
      break;
    case Errand::open_library:
    case Errand::write_setting:
    case Errand::save_template:
    case Errand::remove_template:
    case Errand::save:
    case Errand::create: break;
  }
}

std::string Workspace::words_of(const Failed& failed) const {
  return failed.text.empty() ? std::string(say(language, Text::shell_engine_failed)) : say(language, failed.text);
}

void Workspace::answer_failed(const Pending& pending, const Failed& failed) {
  const std::string sentence = words_of(failed);
  switch (pending.errand) {
    case Errand::plan:
      if (failed.kind == FailureKind::cancelled) {
        import_ = {};
        return;
      }
      import_.state = ImportUnderWay::State::planned;
      import_.failure = sentence;
      return;
    case Errand::accept:
      if (import_.state != ImportUnderWay::State::writing) return;
      // Nothing was written: the plan is there as it was.
      import_.state = ImportUnderWay::State::planned;
      if (failed.kind != FailureKind::cancelled) import_.failure = sentence;
      return;
    case Errand::load:
      if (const auto found = open_.find(pending.postmortem); found != open_.end() && !found->second->is_unsaved())
        found->second->state_ = OpenPostmortem::State::not_found;
      do_wished_states();
      return;
    case Errand::open_library:
      library_state_ = LibraryState::failed;
      trouble_ = sentence;
      return;
    case Errand::revisions:
    case Errand::revision:
      if (const auto found = open_.find(pending.postmortem); found != open_.end()) {
        RevisionHistory& history = found->second->history_;
        history.is_asked = false;
        history.trouble = sentence;
        if (pending.errand == Errand::revision) history.unreadable.push_back(pending.page);
      }
      return;
    case Errand::list:
      library_.asked_.erase(std::max<std::int64_t>(pending.page, 0));
      if (pending.page == -1 && library_.end_asking()) refresh_library();
      return;
    case Errand::promises:
      promises_[pending.window].asked_.erase(std::max<std::int64_t>(pending.page, 0));
      if (pending.page == -1 && promises_[pending.window].end_asking()) ask_for_promises(pending.window);
      return;
    case Errand::change_promises:
      ++refused_changes_;
      forget_beside(pending.operation);
      break;
    case Errand::undo: forget_beside(pending.operation); break;
    case Errand::count_promises: promise_counts_.is_asked_ = false; return;
    case Errand::count_narrowed: narrowed_counts_.is_asked_ = false; return;
    case Errand::figure:
    case Errand::families:
    case Errand::themes:
    case Errand::due: figures_failed(pending); break;
    case Errand::plan_refresh:
    case Errand::ideas: changes_failed(pending); break;
    case Errand::taking:
      taking_.reset();
      if (failed.kind == FailureKind::cancelled) return;
      break;
    case Errand::find:
    case Errand::earlier:
    case Errand::count: return;
    case Errand::examples_plan:
    case Errand::examples_accept: is_adding_examples_ = false; break;
    case Errand::export_: --exports_; break;
    case Errand::keep_image: settle_image(pending.name, false); break;
    // It is asked for again when somebody wants to know of it.
    case Errand::image: pictures_.erase(pending.name); return;
    default: break;
  }
  notify(sentence, std::nullopt, true);
}

// ---- saving ---------------------------------------------------------------------------------------------------------

void Workspace::pump(const PostmortemId& id, OpenPostmortem& postmortem) {
  if (!is_usable()) return;
  if (postmortem.creation_) {
    if (std::exchange(postmortem.creation_is_on_its_way_, true)) return;
    send({.errand = Errand::create, .postmortem = id, .operation = postmortem.creation_->operation},
         *postmortem.creation_);
  } else if (auto request = postmortem.queue_.next()) {
    send_change(id, std::move(*request));
  }
}

void Workspace::send_change(const PostmortemId& id, SaveChange request) {
  const Uuid operation = request.operation;
  send({.errand = Errand::save, .postmortem = id, .operation = operation}, std::move(request));
}

void Workspace::did(OpenPostmortem& postmortem, const Change& change, StepKind step, std::int64_t restores) {
  if (change.edits.empty()) return;
  postmortem.history_.is_stale = true;
  ++postmortem.edition_;
  ++steps_made_;
  const SaveChange request = postmortem.queue_.add(change, step, restores);
  // To the disk first: the second copy takes another way there, and nobody waits for it.
  pump(postmortem.value_.id, postmortem);
  ports_.drafts.keep(request.operation, bytes_of_request(request));
}

void Workspace::answer_saved(const Pending& pending, const Reply& reply) {
  const auto found = open_.find(pending.postmortem);
  OpenPostmortem* postmortem = found == open_.end() ? nullptr : found->second.get();
  if (std::holds_alternative<PostmortemSaved>(reply)) {
    ports_.drafts.drop(pending.operation);
    told_saved_at_s_ = now_s_ + told_saved_after_s;
    // A new one changes the counts that every screen shows; what an edit changes is asked for when the list is looked
    // at.
    forget_earlier();
    forget_promises();
    if (pending.errand == Errand::create) {
      refresh_library();
    } else {
      library_.is_stale_ = true;
    }
    if (postmortem == nullptr) return;
    postmortem->why_not_saved_.clear();
    if (pending.errand == Errand::create)
      postmortem->creation_.reset();
    else
      postmortem->queue_.acknowledge(pending.operation);
    pump(pending.postmortem, *postmortem);
    if (!postmortem->is_unsaved() && std::exchange(postmortem->reload_when_saved_, false))
      send({.errand = Errand::load, .postmortem = pending.postmortem}, LoadPostmortem{pending.postmortem});
    return;
  }
  const auto* failed = std::get_if<Failed>(&reply);
  const bool is_refused = failed != nullptr && failed->kind == FailureKind::refused;
  const std::string sentence = words_of(failed == nullptr ? Failed{} : *failed);
  if (!is_refused || pending.errand == Errand::create) {
    // The disk said no: everything stays here, on screen and in the second copy, until it is tried again.
    if (postmortem == nullptr) return notify(sentence, std::nullopt, true);
    postmortem->why_not_saved_ = sentence;
    postmortem->creation_is_on_its_way_ = false;
    postmortem->queue_.retry();
    save_again_at_s_ = now_s_ + save_again_s;
    return;
  }
  // The post-mortem moved on under this edit. Its text is shown before the second copy goes.
  if (postmortem != nullptr) {
    if (const auto given_up = postmortem->queue_.give_up(pending.operation)) {
      for (const Edit& edit : given_up->change.edits)
        lost_edits_.push_back({pending.postmortem, edit.path, text_of_edit(edit)});
    }
    send({.errand = Errand::load, .postmortem = pending.postmortem}, LoadPostmortem{pending.postmortem});
    pump(pending.postmortem, *postmortem);
  }
  ports_.drafts.drop(pending.operation);
}

void Workspace::take_left_behind(const Bytes& bytes) {
  auto message = decode_request(bytes.data(), bytes.size());
  if (!message) return;
  if (auto* save = std::get_if<SaveChange>(&message->body)) {
    const PostmortemId id = save->change.postmortem;
    OpenPostmortem& postmortem = left_behind(id);
    postmortem.queue_.add_left_behind(std::move(*save));
    pump(id, postmortem);
  } else if (auto* create = std::get_if<CreatePostmortem>(&message->body)) {
    const auto made = read_postmortem(create->document);
    if (!made) return;
    OpenPostmortem& postmortem = left_behind(made->id);
    postmortem.creation_ = std::move(*create);
    pump(made->id, postmortem);
  }
}

OpenPostmortem& Workspace::left_behind(const PostmortemId& id) {
  auto& postmortem = open_[id];
  if (!postmortem) postmortem = std::make_unique<OpenPostmortem>(ports_.ids);
  postmortem->value_.id = id;
  postmortem->reload_when_saved_ = true;
  return *postmortem;
}

void Workspace::flush() {
  for (auto& [id, postmortem] : open_) {
    pump(id, *postmortem);
    // Not before it is known that there is something to change.
    if (!is_usable() || postmortem->creation_) continue;
    while (auto request = postmortem->queue_.next_at_once()) send_change(id, std::move(*request));
  }
}

void Workspace::save_again(OpenPostmortem& postmortem) {
  postmortem.why_not_saved_.clear();
  pump(postmortem.value_.id, postmortem);
}

// ---- post-mortems ---------------------------------------------------------------------------------------------------

OpenPostmortem& Workspace::open(const PostmortemId& id) {
  auto& postmortem = open_[id];
  if (postmortem == nullptr) {
    postmortem = std::make_unique<OpenPostmortem>(ports_.ids);
    postmortem->value_.id = id;
    close_what_is_saved(id);
    if (is_usable()) send({.errand = Errand::load, .postmortem = id}, LoadPostmortem{id});
  }
  return *postmortem;
}

void Workspace::close_what_is_saved(const PostmortemId& keep) {
  constexpr std::size_t kept_open = 8;
  // What an image is on its way to has something to be saved soon.
  const auto gets_an_image = [&](const PostmortemId& id) {
    return std::ranges::find(arriving_images_, id, &ArrivingImage::postmortem) != arriving_images_.end();
  };
  std::erase_if(open_, [&](const auto& entry) {
    return open_.size() > kept_open && entry.first != keep && entry.second->saving() == SavingState::saved &&
           !gets_an_image(entry.first);
  });
}

PostmortemId Workspace::create(RecordKind kind, Form form, const Template* from) {
  Postmortem made = new_postmortem(context(), language_tag(language), time_zone());
  made.kind = kind;
  made.form = form;
  if (from != nullptr) static_cast<void>(unrepeat::carry_out(made, ChangeTemplate{*from}, context()));
  const PostmortemId id = made.id;
  CreatePostmortem request{.operation = ports_.ids.next(), .document = write_postmortem(made)};
  ports_.drafts.keep(request.operation, bytes_of_request(request));
  auto postmortem = std::make_unique<OpenPostmortem>(ports_.ids);
  postmortem->state_ = OpenPostmortem::State::ready;
  postmortem->value_ = std::move(made);
  postmortem->creation_ = std::move(request);
  pump(id, *postmortem);
  open_[id] = std::move(postmortem);
  return id;
}

SavingState Workspace::saving() const {
  SavingState state = SavingState::saved;
  for (const auto& [id, postmortem] : open_) state = std::max(state, postmortem->saving());
  return state;
}

const std::string& Workspace::why_not_saved() const {
  const auto failed = std::ranges::find_if(open_, [](const auto& one) { return !one.second->why_not_saved_.empty(); });
  return failed == open_.end() ? nothing : failed->second->why_not_saved_;
}

CommandContext Workspace::context() { return {now(), setting("name"), ports_.ids}; }

namespace {

/// What they say of a check may be of consequence for the state of its promise.
bool tell_of_checks(std::span<const Command> commands) {
  constexpr std::string_view checks = "/checks/";
  const auto sets_state = [](const Command& command) { return std::holds_alternative<SetActionState>(command); };
  if (std::ranges::any_of(commands, sets_state)) return false;
  return std::ranges::any_of(commands, [&](const Command& command) {
    const auto* set = std::get_if<SetField>(&command);
    const auto* removed = std::get_if<RemoveEntry>(&command);
    return (set != nullptr && set->path.contains(checks)) || (removed != nullptr && removed->path.contains(checks));
  });
}

}  // namespace

bool Workspace::carry_out(OpenPostmortem& postmortem, std::string_view path, std::span<const Command> commands,
                          std::int64_t restores, StepKind step) {
  if (postmortem.state_ != OpenPostmortem::State::ready) return false;
  // Most steps are one command: only a longer one needs a place for what is between.
  std::optional<Postmortem> between;
  std::optional<Change> whole;
  for (const Command& command : commands) {
    auto change = decide(between ? *between : postmortem.value_, command, context());
    if (!change) {
      postmortem.refusals_[std::string(path)] = say(language, change.error());
      return false;
    }
    if (commands.size() > 1) {
      if (!between) between = postmortem.value_;
      if (!apply(*between, *change)) return false;
    }
    whole = std::move(*change);
  }
  if (!whole) return false;
  const std::vector<Action> before = tell_of_checks(commands) ? postmortem.value_.actions : std::vector<Action>{};
  if (between) {
    const Change last = std::move(*whole);
    whole = difference(postmortem.value_, *between);
    whole->at = last.at;
    whole->by = last.by;
  }
  if (const auto refusal = postmortem.refusals_.find(path); refusal != postmortem.refusals_.end())
    postmortem.refusals_.erase(refusal);
  if (!apply(postmortem.value_, *whole)) return false;
  if (restores != 0 || step == StepKind::alone)
    postmortem.undo_.remember_alone(*whole);
  else
    postmortem.undo_.remember(*whole);
  did(postmortem, *whole, step, restores);
  for (const Action& was : before) {
    const auto action = std::ranges::find(postmortem.value_.actions, was.id, &Action::id);
    if (action == postmortem.value_.actions.end() || action->state == was.state) continue;
    const Text told = action->state == ActionState::in_progress ? Text::actions_reopened : Text::actions_unverified;
    tell_step(postmortem, say(language, told, beginning_of(action->title, 120)));
  }
  return true;
}

void Workspace::undo(OpenPostmortem& postmortem) {
  auto change = postmortem.undo_.undo();
  if (!change) return;
  change->at = now();
  change->by = setting("name");
  if (apply(postmortem.value_, *change)) did(postmortem, *change, StepKind::undone);
}

void Workspace::redo(OpenPostmortem& postmortem) {
  auto change = postmortem.undo_.redo();
  if (!change) return;
  change->at = now();
  change->by = setting("name");
  if (apply(postmortem.value_, *change)) did(postmortem, *change, StepKind::redone);
}

// ---- the library ----------------------------------------------------------------------------------------------------

void Workspace::look_for(const LibraryQuery& query) {
  if (!library_.look_for(query)) return;
  refresh_library();
}

void Workspace::find(std::string_view search) {
  if (!is_usable()) return;
  constexpr std::int64_t most_recent = 5, most_found = 20;
  ListPostmortems query{.search = std::string(search), .limit = search.empty() ? most_recent : most_found};
  query.sort = search.empty() ? LibrarySort::updated : LibrarySort::relevance;
  set_day(query);
  send({.errand = Errand::find, .page = ++find_request_}, std::move(query));
}

void Workspace::refresh_library() {
  library_.begin_again();
  if (is_usable() && library_.begin_asking())
    library_.asked_[0] = send({.errand = Errand::list, .page = -1}, library_.lot(0));
}

void Workspace::show_rows(std::size_t first, std::size_t last) {
  if (!is_usable()) return;
  for (const std::int64_t number : library_.missing(first, last))
    library_.asked_[number] = send({.errand = Errand::list, .page = number}, library_.lot(number));
}

void Workspace::answer_page(const Pending& pending, PostmortemPage page) {
  const bool is_first = pending.page == -1;
  if (is_first && library_.end_asking()) refresh_library();
  if (!library_.take(pending.id, is_first ? 0 : pending.page, is_first, page.total, std::move(page.rows))) return;
  if (count_from_s_ < 0) count_from_s_ = now_s_ + first_count_after_s;
  library_.counts_ = std::move(page.counts);
  library_.systems_ = std::move(page.systems);
  library_.search_problems_ = std::move(page.search_problems);
}

void Workspace::remove(std::vector<PostmortemId> ids) {
  if (ids.empty()) return;
  RemovePostmortems request{.operation = ports_.ids.next(), .ids = std::move(ids), .now = now(), .by = setting("name")};
  send({.errand = Errand::remove, .operation = request.operation}, std::move(request));
}

void Workspace::adopt(std::vector<PostmortemId> ids) {
  if (ids.empty()) return;
  AdoptPostmortems request{.operation = ports_.ids.next(), .ids = std::move(ids), .now = now(), .by = setting("name")};
  send({.errand = Errand::adopt, .operation = request.operation}, std::move(request));
}

Uuid Workspace::undo_operation(const Uuid& operation, std::string told) {
  UndoOperation request{.operation = ports_.ids.next(), .undone = operation, .now = now(), .by = setting("name")};
  const Uuid undoing = request.operation;
  send({.errand = Errand::undo, .operation = undoing, .told = std::move(told)}, std::move(request));
  return undoing;
}

void Workspace::add_examples() {
  if (is_adding_examples_) return;
  is_adding_examples_ = true;
  ports_.files.fetch_examples();
}

void Workspace::take_examples(std::vector<FileContent> files) {
  if (files.empty()) {
    is_adding_examples_ = false;
    notify(std::string(say(language, Text::shell_examples_not_loaded)), std::nullopt, true);
    return;
  }
  send({.errand = Errand::examples_plan}, PlanImport{.files = std::move(files),
                                                     .language = std::string(language_tag(language)),
                                                     .time_zone = time_zone(),
                                                     .zone_letters = setting(zone_letters_setting),
                                                     .now = now()});
}

void Workspace::remove_examples() {
  RemoveExamples request{.operation = ports_.ids.next(), .now = now(), .by = setting("name")};
  send({.errand = Errand::examples_remove, .operation = request.operation}, std::move(request));
}

void Workspace::reload(const std::vector<PostmortemId>& ids) {
  for (const PostmortemId& id : ids) {
    const auto found = open_.find(id);
    if (found != open_.end()) send({.errand = Errand::load, .postmortem = id}, LoadPostmortem{id});
  }
}

void Workspace::answer_done(const Pending& pending, const OperationDone& done) {
  refresh_library();
  forget_earlier();
  forget_promises();
  if (done.templates > 0) send({.errand = Errand::templates}, ReadTemplates{});
  // What a library that was imported has chosen.
  if (done.templates > 0 || pending.errand == Errand::accept) send({.errand = Errand::settings}, ReadSettings{});
  reload(done.ids);
  switch (pending.errand) {
    case Errand::remove: notify(say(language, Text::shell_removed, done.count), pending.operation); break;
    case Errand::adopt:
      if (done.count > 0) notify(say(language, Text::shell_adopted, done.count), pending.operation);
      break;
    case Errand::undo:
      notify(pending.told.empty() ? std::string(say(language, Text::shell_undone)) : pending.told);
      break;
    case Errand::change_promises:
      // What is so already is neither told nor taken back.
      if (done.count > 0)
        notify(pending.told, pending.operation);
      else
        forget_beside(pending.operation);
      break;
    case Errand::accept:
      if (import_.state == ImportUnderWay::State::writing) {
        import_.state = ImportUnderWay::State::done;
        import_.imported = done.count;
        import_.templates = done.templates;
        import_.ids = done.ids;
      }
      notify(done.count == 0 && done.templates > 0 ? say(language, Text::template_imported, done.templates)
                                                   : say(language, Text::shell_imported, done.count),
             pending.operation);
      break;
    case Errand::examples_accept:
      is_adding_examples_ = false;
      notify(say(language, Text::shell_examples_added, done.count), pending.operation);
      break;
    case Errand::examples_remove:
      notify(say(language, Text::shell_examples_removed, done.count), pending.operation);
      break;
    default: break;
  }
}

// ---- templates ------------------------------------------------------------------------------------------------------

const std::vector<Template>& Workspace::templates() const {
  for (const std::string& document : std::exchange(unread_templates_, {}))
    if (auto one = read_template(document)) templates_.push_back(std::move(*one));
  return templates_;
}

const Template* Workspace::find_template(std::string_view id, Language spoken) const {
  const auto own = std::ranges::find_if(templates(), [&](const Template& one) { return text_of(one.id) == id; });
  return own != templates_.end() ? &*own : find_built_in(id, spoken);
}

const Template* Workspace::template_of(const Postmortem& postmortem) const {
  return postmortem.template_ ? find_template(postmortem.template_->id, language_from_tag(postmortem.language))
                              : nullptr;
}

const Template& Workspace::default_template() const {
  const Template* chosen = find_template(setting("template"), language);
  return chosen != nullptr ? *chosen : built_in_templates(language).front();
}

void Workspace::save_template(Template one, std::string_view removed) {
  revise(one);
  SaveTemplate request{
      .operation = ports_.ids.next(), .document = write_template(one), .now = now(), .by = setting("name")};
  static_cast<void>(templates());
  const auto own = std::ranges::find(templates_, one.id, &Template::id);
  if (own != templates_.end())
    *own = std::move(one);
  else
    templates_.push_back(std::move(one));
  if (!removed.empty()) notify(say(language, Text::template_removed, removed), request.operation);
  send({.errand = Errand::save_template, .operation = request.operation}, std::move(request));
}

void Workspace::remove_template(const Id<Template>& id) {
  static_cast<void>(templates());
  const auto own = std::ranges::find(templates_, id, &Template::id);
  if (own == templates_.end()) return;
  RemoveTemplate request{.operation = ports_.ids.next(), .id = id, .now = now(), .by = setting("name")};
  notify(say(language, Text::template_removed, own->name), request.operation);
  templates_.erase(own);
  send({.errand = Errand::remove_template, .operation = request.operation}, std::move(request));
}

void Workspace::share_template(const Template& one) {
  const std::string text = write_template(one);
  offer(file_name(one), "application/json", {text.begin(), text.end()});
}

bool Workspace::change_template(OpenPostmortem& postmortem, const Template& to) {
  ChangeTemplate command{.to = to};
  // Whoever wrote into it may have spoken either language.
  if (const auto& from = postmortem.value().template_)
    for (const Language spoken : {Language::english, Language::spanish})
      if (const Template* one = find_template(from->id, spoken)) command.from.push_back(*one);
  return carry_out(postmortem, "template", std::move(command));
}

// ---- files ----------------------------------------------------------------------------------------------------------

void Workspace::begin_import() {
  cancel_import();
  import_ = {.state = ImportUnderWay::State::reading};
  ++imports_begun_;
}

bool Workspace::expect_files(bool they_begin, std::int64_t done, std::int64_t total) {
  // A plan for promises is made at once, or none is.
  if (are_exports_) return true;
  if (they_begin) {
    begin_import();
    is_expecting_files_ = true;
  }
  if (!is_expecting_files_) return false;
  import_.done = done;
  import_.total = total;
  return true;
}

void Workspace::take_pasted_words(std::string_view words) {
  if (words.find_first_not_of(" \t\r\n") == words.npos) {
    notify(std::string(say(language, Text::bring_in_nothing_to_paste)), std::nullopt, true);
    return;
  }
  std::vector<FileContent> files(1);
  files[0] = {.name = say(language, Text::bring_in_pasted, time_of_day_words(now(), time_zone(), zones())),
              .bytes = Bytes(words.begin(), words.end()),
              .size = static_cast<std::int64_t>(words.size())};
  take_files(std::move(files));
}

void Workspace::refuse_paste() { notify(std::string(say(language, Text::bring_in_paste_refused)), std::nullopt, true); }

void Workspace::take_files(std::vector<FileContent> files) {
  if (image_target_) {
    const auto images = std::ranges::stable_partition(files, [](const FileContent& file) {
      const std::string_view bytes(reinterpret_cast<const char*>(file.bytes.data()), file.bytes.size());
      return file.is_folder || !is_image(file.name, bytes);
    });
    add_images(*image_target_, {std::make_move_iterator(images.begin()), std::make_move_iterator(images.end())});
    files.erase(images.begin(), images.end());
  }
  if (files.empty()) {
    if (is_expecting_files_) cancel_import();
    return;
  }
  if (are_exports_) return plan_refresh(std::move(files));
  if (!is_expecting_files_) begin_import();
  is_expecting_files_ = false;
  import_request_ = send({.errand = Errand::plan}, PlanImport{.files = std::move(files),
                                                              .language = std::string(language_tag(language)),
                                                              .time_zone = time_zone(),
                                                              .zone_letters = setting(zone_letters_setting),
                                                              .now = now()});
}

void Workspace::choose_item(std::size_t index, bool chosen) {
  if (index < import_.chosen.size() && import_.items[index].state != PlanState::not_understood)
    import_.chosen[index] = chosen;
  count_import();
}

void Workspace::choose_hours(std::optional<Instant> from, std::optional<Instant> until) {
  import_.from = from;
  import_.until = until;
  count_import();
}

std::vector<std::int64_t> Workspace::chosen_items() const {
  std::vector<std::int64_t> items;
  for (std::size_t i = 0; i < import_.chosen.size(); ++i)
    if (import_.chosen[i]) items.push_back(static_cast<std::int64_t>(i));
  return items;
}

void Workspace::count_import() {
  import_.counted.reset();
  if (!import_.from && !import_.until) return;
  count_request_ =
      send({.errand = Errand::count},
           CountImport{.plan = plan_, .items = chosen_items(), .from = import_.from, .until = import_.until});
}

void Workspace::accept_import() {
  if (import_.state != ImportUnderWay::State::planned) return;
  AcceptImport request{.operation = ports_.ids.next(), .plan = plan_, .now = now(), .by = setting("name")};
  request.as_one = import_.as_one;
  request.as_approved = import_.as_approved;
  request.as_received = import_.as_received;
  request.triage_tag = say(language, Text::bring_in_triage_tag);
  request.from = import_.from;
  request.until = import_.until;
  request.items = chosen_items();
  if (request.items.empty()) return;
  import_.state = ImportUnderWay::State::writing;
  import_.failure.clear();
  import_.done = 0;
  import_.total = static_cast<std::int64_t>(request.items.size());
  import_request_ = send({.errand = Errand::accept, .operation = request.operation}, std::move(request));
}

void Workspace::cancel_import() {
  if (import_.state == ImportUnderWay::State::reading || import_.state == ImportUnderWay::State::writing)
    cancel_request(import_request_);
  // What is being written may be finished before it hears of this; its answer says.
  if (import_.state == ImportUnderWay::State::writing) return;
  import_ = {};
  import_request_ = 0;
  is_expecting_files_ = false;
}

void Workspace::export_as(protocol::ExportFormat format, std::vector<PostmortemId> ids, bool with_images) {
  ++exports_;
  waiting_exports_.push_back(
      {.request = {.ids = std::move(ids), .format = format, .with_images = with_images}, .is_shared = false});
  send_exports();
}

void Workspace::send_exports() {
  std::erase_if(waiting_exports_, [&](WaitingExport& waiting) {
    ExportPostmortems& request = waiting.request;
    const auto is_about = [&](const auto& entry) {
      return request.ids.empty() || std::ranges::find(request.ids, entry.first) != request.ids.end();
    };
    for (const auto& entry : open_)
      if (is_about(entry) && entry.second->saving() == SavingState::saving) return false;
    // The disk says no: one that is open is whole here.
    const auto one = request.ids.size() == 1 ? open_.find(request.ids.front()) : open_.end();
    if (one != open_.end() && one->second->state_ == OpenPostmortem::State::ready && one->second->is_unsaved()) {
      --exports_;
      give_file(ports_, {.postmortems = {one->second->value_}}, spelling_of(request.format),
                waiting.is_shared ? &Files::share : &Files::offer);
      return true;
    }
    const bool is_backup = request.ids.empty() && request.format == protocol::ExportFormat::json;
    send({.errand = Errand::export_, .is_backup = is_backup, .is_shared = waiting.is_shared}, std::move(request));
    return true;
  });
}

std::optional<Instant> Workspace::last_backup() const {
  const auto at = parse_instant(setting("last_backup"));
  return at ? std::optional(*at) : std::nullopt;
}

void Workspace::offer_unsaved() {
  Bundle bundle;
  for (const auto& [id, postmortem] : open_)
    if (postmortem->state_ == OpenPostmortem::State::ready && postmortem->is_unsaved())
      bundle.postmortems.push_back(postmortem->value_);
  if (bundle.postmortems.empty()) return;
  give_file(ports_, bundle, "json", &Files::offer);
}

void Workspace::share(const OpenPostmortem& postmortem) {
  if (!postmortem.value_.images.empty()) {
    ++exports_;
    waiting_exports_.push_back({.request = {.ids = {postmortem.value_.id}}, .is_shared = true});
    return send_exports();
  }
  give_file(ports_, {.postmortems = {postmortem.value_}}, "json", &Files::share);
}

void Workspace::take_copied(CopyOutcome outcome) {
  constexpr Text sentences[] = {Text::meeting_not_copied, Text::meeting_copied, Text::learn_no_picture,
                                Text::learn_copied_picture, Text::learn_saved_picture};
  const bool has_failed = outcome == CopyOutcome::refused || outcome == CopyOutcome::no_picture;
  notify(std::string(say(language, sentences[static_cast<std::size_t>(outcome)])), std::nullopt, has_failed);
}

// ---- settings and notices -------------------------------------------------------------------------------------------

const std::string& Workspace::setting(std::string_view key) const {
  const auto found = settings_.find(key);
  return found == settings_.end() ? nothing : found->second;
}

void Workspace::write_setting(std::string_view key, std::string_view value) {
  settings_[std::string(key)] = value;
  WriteSetting request{.operation = ports_.ids.next(), .key = std::string(key), .value = std::string(value)};
  send({.errand = Errand::write_setting, .operation = request.operation}, std::move(request));
}

ThemeChoice Workspace::theme() const {
  const std::string& theme = setting("theme");
  return theme == "light" ? ThemeChoice::light : theme == "dark" ? ThemeChoice::dark : ThemeChoice::system;
}

void Workspace::set_theme(ThemeChoice theme) {
  write_setting("theme", theme == ThemeChoice::light ? "light" : theme == ThemeChoice::dark ? "dark" : "");
}

std::string Workspace::time_zone() const {
  const std::string& zone = setting("time_zone");
  return zone.empty() ? ports_.zones.local_zone() : zone;
}

void Workspace::notify(std::string text, std::optional<Uuid> undoes, bool is_urgent) {
  // The newest take the place of the oldest, so that they never hide the screen; what went wrong stays, and once is
  // enough.
  std::erase_if(notices_, [&](const Notice& one) { return one.is_urgent && one.text == text; });
  constexpr std::ptrdiff_t most_passing = 3;
  if (!is_urgent && std::ranges::count(notices_, false, &Notice::is_urgent) >= most_passing)
    notices_.erase(std::ranges::find(notices_, false, &Notice::is_urgent));
  notices_.push_back({.key = next_notice_++,
                      .text = std::move(text),
                      .undoes = undoes,
                      .steps_made = steps_made_,
                      .is_urgent = is_urgent,
                      .shown_until_s = now_s_ + notice_s});
}

void Workspace::offer(std::string_view name, std::string_view media_type, const Bytes& bytes) {
  ports_.files.offer(name, media_type, bytes);
  notify(say(language, Text::shell_offered, name));
}

void Workspace::put_away(std::uint64_t notice) {
  std::erase_if(notices_, [&](const Notice& one) { return one.key == notice; });
}

void Workspace::tick(double now_s) {
  now_s_ = now_s;
  // What went wrong stays until somebody puts it away.
  std::erase_if(notices_, [&](const Notice& one) { return !one.is_urgent && one.shown_until_s <= now_s; });
  if (save_again_at_s_ < 0 || now_s < save_again_at_s_) return;
  save_again_at_s_ = -1;
  for (auto& [id, postmortem] : open_)
    if (!postmortem->why_not_saved_.empty()) pump(id, *postmortem);
}

double Workspace::next_wake_s() const {
  double wake = -1;
  const auto at = [&](double when_s) {
    const double left = std::max(0.0, when_s - now_s_);
    wake = wake < 0 ? left : std::min(wake, left);
  };
  for (const Notice& notice : notices_)
    if (!notice.is_urgent) at(notice.shown_until_s);
  if (save_again_at_s_ >= 0) at(save_again_at_s_);
  if (ask_earlier_at_s_ >= now_s_) at(ask_earlier_at_s_);
  if (told_saved_at_s_ > now_s_) at(told_saved_at_s_);
  if (count_from_s_ > now_s_) at(count_from_s_);
  return wake;
}

}  // namespace unrepeat::shell
