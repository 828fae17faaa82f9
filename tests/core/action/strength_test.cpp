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

TEST_CASE("what is dropped or replaced is gone, unless it is a value that is set anew") {
  CHECK(strength_of_title("Drop the old import") == Strength::eliminates);
  CHECK(strength_of_title("Replace the batch job with a stream") == Strength::eliminates);
  // Where it goes is no object.
  CHECK(strength_of_title("Replace the shared pool by one with a limit") == Strength::eliminates);
  CHECK(strength_of_title("Drop the alert threshold to 80 %") == Strength::detects);
  CHECK(strength_of_title("Replace the alert threshold") == Strength::detects);
  CHECK(strength_of_title("Drop the connection limit to 20") == Strength::guards);
  CHECK(strength_of_title("Replace the timeout of the bank's client") == Strength::guards);
  CHECK(strength_of_title("Sustituir la importaci\u00f3n antigua por otra") == Strength::eliminates);
  CHECK(strength_of_title("Sustituir el umbral de la alarma") == Strength::detects);
  CHECK(strength_of_title("Reemplazar el l\u00edmite de conexiones por uno de 20") == Strength::guards);
  CHECK(strength_of_title("Reemplazar el tiempo de espera del cliente") == Strength::guards);
  // Other words for it take away what they speak of.
  CHECK(strength_of_title("Remove the alert that nobody reads") == Strength::eliminates);
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
