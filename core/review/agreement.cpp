// Short lines that any chat shows as they are.
#include "core/review/agreement.hpp"

#include "core/action/commands.hpp"
#include "core/action/commitment.hpp"
#include "core/text/utf8.hpp"
#include "core/time/date_words.hpp"

namespace unrepeat {
namespace {

class AgreementWriter {
 public:
  AgreementWriter(const Postmortem& postmortem, Naming naming)
      : postmortem_(postmortem), naming_(naming), language_(language_from_tag(postmortem.language)) {}

  std::string write(const Meeting* meeting) {
    out_ = say(language_, Text::agreement_title, in_one_line(postmortem_.title)) + "\n";
    const std::size_t head = out_.size();
    const auto is_promised = [](const Action& action) {
      return is_decided(action.state) && !is_settled(action.state) && action.state != ActionState::done;
    };
    for (const Action& action : postmortem_.actions)
      if (is_promised(action)) add_promise(Text::agreement_promises, action);
    for (const Action& action : postmortem_.actions)
      if (action.state == ActionState::done) add_promise(Text::agreement_done, action);
    for (const Action& action : postmortem_.actions)
      if (action.state == ActionState::verified) add(Text::agreement_verified, action.title);
    for (const Action& action : postmortem_.actions)
      if (action.state == ActionState::will_not_do)
        add(Text::agreement_declined,
            say(language_, Text::agreement_reason, in_one_line(action.title), in_one_line(action.reason)));
    for (const Action& action : postmortem_.actions)
      if (!is_decided(action.state)) add(Text::agreement_undecided, action.title);
    for (const Question& question : postmortem_.review.questions)
      if (question.answer.empty()) add(Text::agreement_questions, question.text);
    if (meeting != nullptr)
      for (const std::string& one : meeting->parking_lot) add(Text::agreement_later, one);
    if (out_.size() == head) out_ += std::string(say(language_, Text::agreement_nothing)) + "\n";
    return std::move(out_);
  }

 private:
  /// Under its heading, which comes with the first.
  void add(Text heading, std::string_view words) {
    if (heading != heading_) out_ += "\n" + std::string(say(language_, heading)) + "\n";
    heading_ = heading;
    const std::string line = in_one_line(std::string(words));
    out_ += "• " + with_names(postmortem_, naming_, line, say(language_, Text::editor_somebody)) + "\n";
  }

  void add_promise(Text heading, const Action& action) {
    const std::string_view somebody = say(language_, Text::editor_somebody);
    std::string owner(say(language_, Text::agreement_nobody));
    if (action.owner) {
      Owner shown = *action.owner;
      shown.person = called(postmortem_, naming_, shown.person, somebody);
      owner = name_of(shown);
    }
    add(heading, say(language_, Text::agreement_promise, in_one_line(action.title), in_one_line(owner),
                     action.due.empty() ? std::string(say(language_, Text::agreement_no_day))
                                        : say(language_, Text::agreement_by, date_words(language_, action.due))));
    for (const Check& check : action.checks) {
      if (check.criterion.empty()) continue;
      // Where nobody said a day, the first one has the day that follows.
      const std::string on = check.on.empty() && &check == &action.checks.front() ? day_to_look(action) : check.on;
      const std::string words = with_names(postmortem_, naming_, in_one_line(check.criterion), somebody);
      out_ += "  " +
              (on.empty() ? say(language_, Text::agreement_check_undated, words)
                          : say(language_, Text::agreement_check, date_words(language_, on), words)) +
              "\n";
    }
  }

  const Postmortem& postmortem_;
  Naming naming_;
  Language language_;
  std::string out_;
  std::optional<Text> heading_;
};

}  // namespace

std::string write_agreement(const Postmortem& postmortem, const Meeting* meeting, Naming naming) {
  return AgreementWriter(postmortem, naming).write(meeting);
}

}  // namespace unrepeat
