// How much an action can be relied on follows from what it says.
#include "core/action/strength.hpp"

#include <doctest/doctest.h>

using namespace unrepeat;

namespace {

std::optional<Strength> strength_of_title(const char* title) {
  Action action;
  action.title = title;
  return strength_of(action);
}

}  // namespace

TEST_CASE("the first word that tells decides how strong an action is, in both languages") {
  CHECK(strength_of_title("Remove the old import") == Strength::eliminates);
  CHECK(strength_of_title("Retirar la importación antigua") == Strength::eliminates);
  CHECK(strength_of_title("Automate the failover") == Strength::automates);
  CHECK(strength_of_title("Limit connections per job to 20") == Strength::guards);
  CHECK(strength_of_title("Exigir dos aprobaciones antes de borrar") == Strength::guards);
  CHECK(strength_of_title("Alert when the queue is older than 5 min") == Strength::detects);
  CHECK(strength_of_title("Write a runbook for the certificate") == Strength::documents);
  CHECK(strength_of_title("Remind the team to remove the flag") == Strength::reminds);
  CHECK(strength_of_title("Revisar el asunto") == Strength::reminds);
  CHECK(strength_of_title("Queue") == std::nullopt);
}

TEST_CASE("kind and effect tell where the words do not") {
  Action action;
  action.title = "Queue";
  action.kind = ActionKind::automation;
  CHECK(strength_of(action) == Strength::automates);
  action.kind = ActionKind::process_change;
  CHECK(strength_of(action) == Strength::documents);
  action.effect = Effect::detect;
  CHECK(strength_of(action) == Strength::detects);
}
