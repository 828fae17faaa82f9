// Templates as a person meets them: beginning from one, changing it, filling in what it asks, making one's own.
#include <doctest/doctest.h>

#include <algorithm>

#include "core/format/reader.hpp"
#include "core/format/writer.hpp"
#include "core/template/built_in.hpp"
#include "tests/shell/app_harness.hpp"

using namespace unrepeat;
using namespace unrepeat::shell;

namespace {

const Template& built_in(std::size_t index) { return built_in_templates(Language::english)[index]; }

/// The app with a post-mortem open that was begun from a template.
struct Begun : AppHarness {
  explicit Begun(std::size_t index, std::string_view part = "context") {
    viewport.height = 4000;
    id = app.workspace().create(RecordKind::incident, built_in(index).form, &built_in(index));
    go_to(part);
  }
  void go_to(std::string_view part) { go("#/pm/" + text_of(id) + "/" + std::string(part)); }
  const Postmortem& value() { return app.workspace().open(id).value(); }
  const std::string& value_of(std::string_view name) {
    return std::ranges::find(value().fields, name, &CustomField::name)->value;
  }
  PostmortemId id;
};

/// The list of templates, with room for all of it.
struct AtTemplates : AppHarness {
  AtTemplates() : AppHarness("#/settings/templates") {
    viewport.height = 4000;
    frame();
  }
  /// What is chosen in the menu of a template.
  void choose(const std::string& name, std::string_view entry) {
    press("button", "More for “" + name + "”");
    press("menuitem", entry);
  }
};

}  // namespace

TEST_CASE("a new post-mortem begins from the six parts and says what to write there") {
  AppHarness ui;
  ui.press("button", "New post-mortem");
  CHECK(ui.shows("Somebody from another team should be able to follow it."));
}

TEST_CASE("a new post-mortem begins from the library's default") {
  AppHarness ui;
  ui.app.workspace().set_default_template(built_in(3));
  ui.press("button", "New post-mortem");
  CHECK(ui.shows("Tell it as those who were there saw it."));
  // The part that a learning review does not ask for is not there.
  CHECK(ui.count("link", "Causes") == 0);
  CHECK(ui.count("link", "Timeline") > 0);
}

TEST_CASE("a template is chosen beside the button for a new post-mortem") {
  AppHarness ui;
  ui.add_samples();
  ui.press("button", "Choose a template for a new one");
  ui.press("button", "Security incident");
  CHECK(ui.shows("textbox \"Leads the response\""));
}

TEST_CASE("what a template asks has the widget of its type, and what is required is missing") {
  Begun ui(4, "impact");
  CHECK(ui.shows("“Has to be reported” is not filled in."));
  ui.press("combobox", "Data affected (required)");
  ui.press("option", "Credentials");
  CHECK(ui.value_of("data_affected") == "Credentials");
  ui.press("combobox", "Has to be reported (required)");
  ui.press("option", "Yes");
  CHECK(ui.value_of("reportable") == "yes");
  CHECK_FALSE(ui.shows("“Has to be reported” is not filled in."));
  ui.type("textbox", "Report due", "soon");
  ui.leave();
  CHECK(ui.value_of("report_due").empty());
  CHECK((ui.find("textbox", "Report due").state & State::invalid) != State{});
  ui.type("textbox", "Report due", "2026-12-01");
  ui.leave();
  CHECK(ui.value_of("report_due") == "2026-12-01");
}

TEST_CASE("a section of the template is written where it stands, and its gap goes") {
  Begun ui(4, "timeline");
  CHECK(ui.shows("Nothing is written under “Containment”."));
  ui.type("textbox", "Containment (required)", "Keys were rotated.");
  ui.leave();
  CHECK(ui.value().sections.front().body == "Keys were rotated.");
  CHECK_FALSE(ui.shows("Nothing is written under “Containment”."));
}

TEST_CASE("changing the template keeps what was written, and Undo brings the earlier one back") {
  Begun ui(2, "causes");
  ui.type("textbox", "Trigger (required)", "An index was being built.");
  ui.leave();
  ui.press("button", "Post-mortem menu");
  ui.press("menuitem", "Change template…");
  CHECK(ui.shows("What you wrote stays."));
  ui.press("button", "Learning review");
  CHECK(ui.value().template_->name == "Learning review");
  ui.go_to("context");
  CHECK(ui.shows("heading \"Beyond the template\""));
  CHECK(ui.shows("An index was being built."));
  ui.press("button", "Undo");
  CHECK(ui.value().template_->name == "SRE-book shape");
  CHECK(ui.value().sections.front().body == "An index was being built.");
  CHECK_FALSE(ui.shows("Beyond the template"));
}

TEST_CASE("a part that a template leaves out is shown while something is written in it, and it says so") {
  Begun ui(3);
  CHECK(ui.count("link", "Causes") == 0);
  CHECK(ui.app.workspace().carry_out(ui.app.workspace().open(ui.id), "causes/summary",
                                     SetField{"causes/summary", "It was slow."}));
  ui.go_to("causes");
  CHECK(ui.shows("The template does not ask for this part."));
}

TEST_CASE("a copy is the team's own: it is edited, kept, and the default of what comes next") {
  AtTemplates ui;
  CHECK(ui.shows("None yet."));
  ui.choose("SRE-book shape", "Copy");
  ui.type("textbox", "Name", "Our review");
  ui.leave();
  ui.press("button", "Trigger");
  ui.type("textbox", "Heading", "What set it off");
  ui.leave();
  ui.press("button", "Use for new post-mortems");
  Workspace next{ui.page.ports()};
  next.set_library_state(LibraryState::on_disk, "");
  ui.page.settle(next);
  REQUIRE(next.templates().size() == 1);
  CHECK(next.templates()[0].name == "Our review");
  CHECK(next.templates()[0].sections[0].title == "What set it off");
  CHECK(next.default_template().id == next.templates()[0].id);
  CHECK(next.templates()[0].revision != built_in(2).revision);
}

TEST_CASE("a template is made from nothing, with a value of its own") {
  AtTemplates ui;
  ui.press("button", "New template");
  ui.press("button", "Add a value");
  ui.type("textbox", "What it is called", "Region");
  ui.leave();
  ui.press("combobox", "Type");
  ui.press("option", "Choice");
  ui.press("checkbox", "Required");
  const Template& made = ui.app.workspace().templates().front();
  REQUIRE(made.fields.size() == 1);
  CHECK(made.fields[0].label == "Region");
  CHECK(made.fields[0].type == CustomFieldType::choice);
  CHECK_FALSE(made.fields[0].choices.empty());
  CHECK(made.fields[0].required);
  CHECK(read_template(write_template(made)).has_value());
}

TEST_CASE("what is taken out of the templates can be had back") {
  AtTemplates ui;
  ui.choose("Public report", "Copy");
  ui.go("#/settings/templates");
  ui.choose("Public report (copy)", "Remove");
  CHECK(ui.app.workspace().templates().empty());
  ui.press("button", "Undo");
  CHECK(ui.app.workspace().templates().size() == 1);
}

TEST_CASE("a template is shared as the JSON file that brings it in elsewhere") {
  AtTemplates ui;
  ui.choose("Learning review", "Share as JSON");
  REQUIRE(ui.page.offered.size() == 1);
  CHECK(ui.page.offered[0].name == "learning-review.template.json");
  const Bytes& bytes = ui.page.offered[0].bytes;
  const std::string file(bytes.begin(), bytes.end());
  CHECK(read_template(file).value() == built_in(3));

  AppHarness other("#/import");
  other.drop("learning.json", file);
  CHECK(other.shows("A template that your library does not have yet."));
  other.press("button", "Import 1");
  CHECK(other.shows("1 template is in your library."));
  CHECK(other.app.workspace().templates().size() == 1);
}

TEST_CASE("a file that lacks a part is refused by name and place") {
  std::string file = write_template(built_in(0));
  file.replace(file.find("\"causes\""), 8, "\"reasons\"");
  AppHarness ui("#/import");
  ui.drop("ours.json", file);
  CHECK(ui.shows("The key “causes” is missing here."));
  CHECK(ui.shows("ours.json, line 9"));
  CHECK(ui.shows("/parts"));
}

TEST_CASE("an address of a template that is not here says so") {
  AppHarness ui("#/settings/templates/0199a3c0-0000-7000-8000-00000000ffff");
  CHECK(ui.shows("This template is not in your library"));
}
