// What happened before: asked for when what it is compared with has rested for a moment, and again while the library
// was not looked through to the end.
#include <algorithm>
#include <utility>

#include "shell/workspace.hpp"

namespace unrepeat::shell {

using namespace protocol;

namespace {

/// So long nobody typed.
constexpr double rest_s = 0.7;

}  // namespace

void Workspace::ask_for_earlier(EarlierIncidents& earlier, std::string wanted, FindEarlier request, bool may_ask) {
  if (!is_usable() || earlier.request_ != 0 || earlier.asked_for_ == wanted) return;
  if (earlier.seen_ != wanted) {
    // The first question is asked at once.
    earlier.ask_at_s_ = earlier.seen_.empty() ? now_s_ : now_s_ + rest_s;
    earlier.seen_ = wanted;
  }
  if (now_s_ < earlier.ask_at_s_ || !may_ask) {
    ask_earlier_at_s_ = std::max(now_s_ + 0.05, earlier.ask_at_s_);
    return;
  }
  const PostmortemId id = request.id.value_or(PostmortemId{});
  earlier.asked_for_ = std::move(wanted);
  earlier.request_ = send({.errand = Errand::earlier, .postmortem = id}, std::move(request));
}

const EarlierIncidents& Workspace::read_earlier(OpenPostmortem& postmortem) {
  const bool is_on_disk = !postmortem.is_unsaved();
  ask_for_earlier(postmortem.earlier_, std::to_string(postmortem.edition()) + " edition",
                  {.id = postmortem.value().id, .title = {}}, is_on_disk);
  return postmortem.earlier_;
}

const EarlierIncidents& Workspace::read_earlier(std::string_view title) {
  constexpr std::size_t shortest = 4;
  if (title.size() < shortest)
    earlier_of_title_ = {};
  else
    ask_for_earlier(earlier_of_title_, "title " + std::string(title), {.id = {}, .title = std::string(title)}, true);
  return earlier_of_title_;
}

void Workspace::answer_earlier(const Pending& pending, Reply& reply) {
  const auto found = open_.find(pending.postmortem);
  if (found == open_.end() && !pending.postmortem.is_nil()) return;
  EarlierIncidents& earlier = pending.postmortem.is_nil() ? earlier_of_title_ : found->second->earlier_;
  earlier.request_ = 0;
  auto* answer = std::get_if<EarlierFound>(&reply);
  if (answer == nullptr) return;
  // Until all of the library was looked at, how often it happened is not known.
  if (answer->left > 0)
    earlier.asked_for_.clear();
  else
    earlier.found_ = std::move(*answer);
}

void Workspace::forget_earlier() {
  for (auto& [id, postmortem] : open_) postmortem->earlier_.asked_for_.clear();
  earlier_of_title_.asked_for_.clear();
}

}  // namespace unrepeat::shell
