// The app's frame and routes.
#include "shell/app.hpp"

#include <doctest/doctest.h>
#include <imgui_internal.h>

#include "tests/shell/harness.hpp"

using namespace unrepeat::shell;

TEST_CASE("an address nobody knows says so and leads to the library") {
  App app(add_fixed_fonts);
  app.kit().context()->IO.BackendFlags |= ImGuiBackendFlags_RendererHasTextures;
  app.set_route("#/nowhere/at/all");
  app.frame({});
  CHECK(app.kit().tree().text().find("heading \"There is no such page\"") != std::string::npos);
  app.set_route("");
  CHECK(app.route() == "#/");
}
