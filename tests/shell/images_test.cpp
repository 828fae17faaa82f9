// Images in the editor: they arrive, are looked at, described, taken back and given away.
#include <doctest/doctest.h>

#include "core/format/reader.hpp"
#include "core/identity/sha256.hpp"
#include "tests/image_files.hpp"
#include "tests/shell/app_harness.hpp"

namespace unrepeat::shell {
namespace {

class Editor : public AppHarness {
 public:
  Editor() : id(app.workspace().create()) {
    viewport.height = 3000;
    show("context");
  }
  void show(std::string_view part) { go("#/pm/" + text_of(id) + "/" + std::string(part)); }
  const Postmortem& value() { return app.workspace().open(id).value(); }

  PostmortemId id;
};

}  // namespace

TEST_CASE("an image that is dropped onto a post-mortem is asked what it shows, wherever one is in it") {
  Editor ui;
  ui.show("timeline");
  ui.drop("graph.png", png_of(640, 480));
  REQUIRE(ui.value().images.size() == 1);
  CHECK(ui.value().images[0].media_type == "image/png");
  CHECK(ui.count("dialog", "Image added") == 1);
  CHECK(ui.app.route().ends_with("/timeline"));
  ui.type("textbox", "Description", "Queue depth rises at 10:02");
  ui.press("button", "Done");
  CHECK(ui.count("dialog") == 0);
  CHECK(ui.saved(ui.id).images.at(0).alt == "Queue depth rises at 10:02");
  ui.show("context");
  const auto image = ui.find("img", "Queue depth rises at 10:02");
  CHECK(image.rect.height <= 420);
  CHECK(image.rect.width / image.rect.height == doctest::Approx(640.0 / 480).epsilon(0.01));
}

TEST_CASE("an image that nobody described says so, and can be described where it stands") {
  Editor ui;
  ui.drop("graph.png", png_of(64, 48));
  ui.key(key_escape);
  CHECK(ui.count("dialog") == 0);
  CHECK(ui.count("img", "Image 1, not described yet") == 1);
  CHECK(ui.shows("1 image has no words for those who cannot see it."));
  ui.type("textbox", "Image 1: what it shows", "Errors by region");
  CHECK(ui.count("img", "Errors by region") == 1);
}

TEST_CASE("what is refused as an image is said, and the text and everything else stay") {
  Editor ui;
  const Postmortem before = ui.value();
  ui.drop("wide.png", png_of(30000, 20));
  CHECK(ui.shows("wide.png has 30000 × 20 pixels"));
  ui.drop("cat.gif", "GIF89a");
  CHECK(ui.shows("cat.gif holds GIF."));
  ui.drop("graph.png", jpeg_of(5, 5));
  CHECK(ui.shows("graph.png is named PNG and holds JPEG."));
  ui.page.undecodable = sha256_text(png_of(8, 8));
  ui.drop("broken.png", png_of(8, 8));
  CHECK(ui.shows("broken.png cannot be shown: the image in it is damaged."));
  CHECK(ui.value() == before);
  CHECK_FALSE(ui.app.workspace().is_adding_images());
  CHECK(ui.app.route().ends_with("/context"));
}

TEST_CASE("the same image is in a post-mortem once") {
  Editor ui;
  ui.drop("graph.png", png_of(64, 48));
  ui.key(key_escape);
  ui.drop("copy.png", png_of(64, 48));
  CHECK(ui.shows("This image is already in the post-mortem."));
  CHECK(ui.value().images.size() == 1);
}

TEST_CASE("an image that the disk does not take is not added") {
  Editor ui;
  ui.frame();
  ui.page.is_answering = false;
  ui.drop("graph.png", png_of(64, 48));
  const auto one = ui.page.decoded.front();
  ui.page.decoded.clear();
  ui.app.workspace().take_picture(one.sha256, one.texture, one.width, one.height);
  CHECK(ui.app.workspace().is_adding_images());
  ui.page.fill_disk_for_next();
  ui.page.is_answering = true;
  ui.frame();
  CHECK(ui.value().images.empty());
  CHECK_FALSE(ui.app.workspace().is_adding_images());
}

TEST_CASE("an image can be taken back, brought again, and had as the file it was") {
  Editor ui;
  ui.drop("graph.png", png_of(64, 48));
  ui.key(key_escape);
  ui.app.workspace().undo(ui.app.workspace().open(ui.id));
  ui.frame();
  CHECK(ui.value().images.empty());
  CHECK(ui.count("img") == 0);
  ui.app.workspace().redo(ui.app.workspace().open(ui.id));
  ui.frame();
  CHECK(ui.count("img", "Image 1, not described yet") == 1);
  ui.press("button", "Details: Image 1: what it shows");
  ui.press("button", "Save the image");
  ui.frame();
  REQUIRE(ui.page.offered.size() == 1);
  CHECK(ui.page.offered[0].name.ends_with(".png"));
  CHECK(ui.page.offered[0].media_type == "image/png");
  CHECK(ui.page.offered[0].bytes.size() == png_of(64, 48).size());
}

TEST_CASE("an image that a file came without, or that is damaged, says so and offers no file") {
  Editor ui;
  ui.drop("graph.png", png_of(64, 48));
  ui.key(key_escape);
  ui.drop("other.png", png_of(32, 32));
  ui.key(key_escape);
  const std::string hash = ui.value().images.at(0).sha256;
  // Another page looks at the same library, whose second image was never there.
  ui.app.workspace().carry_out(
      ui.app.workspace().open(ui.id), "images",
      AddImage{unrepeat::Id<Image>::from(ui.page.ids.next()), sha256_text("elsewhere"), "image/png"});
  ui.page.undecodable = hash;
  ui.app.workspace().forget_pictures();
  ui.frame();
  CHECK(ui.shows("The picture cannot be shown: what is kept of it is damaged."));
  CHECK(ui.shows("The picture itself was left out of this file."));
  CHECK(ui.count("img") == 1);
  ui.press("button", "Details: Image 1: what it shows");
  ui.press("button", "Details: Image 3: what it shows");
  CHECK(ui.count("button", "Save the image") == 0);
}

TEST_CASE("an image arrives where it was dropped, however many others were opened meanwhile") {
  Editor ui;
  const auto open_another = [&] { ui.app.workspace().open(PostmortemId::from(ui.page.ids.next())); };
  for (int i = 0; i < 12; ++i) open_another();
  ui.page.settle(ui.app.workspace());
  ui.show("context");
  const auto png = png_of(64, 48);
  ui.app.workspace().take_files(
      {{.name = "graph.png", .bytes = Bytes(png.begin(), png.end()), .size = static_cast<std::int64_t>(png.size())}});
  open_another();
  ui.page.settle(ui.app.workspace());
  CHECK(ui.saved(ui.id).images.size() == 1);
}

TEST_CASE("an image can be chosen, before there is one and after several") {
  Editor ui;
  ui.press("button", "More");
  ui.click("button", "Add an image");
  CHECK(ui.page.asked_to_choose_images == 1);
  for (std::uint32_t i = 1; i <= 3; ++i) {
    ui.drop("graph.png", png_of(800, 300 + i));
    ui.key(key_escape);
    ui.click("button", "Add an image");
    CHECK(ui.page.asked_to_choose_images == static_cast<int>(i) + 1);
  }
}

TEST_CASE("images travel with the file or stay behind, as one chooses") {
  Editor ui;
  ui.drop("graph.png", png_of(64, 48));
  ui.key(key_escape);
  ui.show("share");
  CHECK(ui.count("checkbox", "With its 1 image") == 1);
  ui.press("button", "Download JSON");
  ui.press("checkbox", "With its 1 image");
  ui.press("button", "Download JSON");
  ui.frame();
  REQUIRE(ui.page.offered.size() == 2);
  const auto images_in = [&](std::size_t file) {
    const Bytes& bytes = ui.page.offered[file].bytes;
    return read_postmortem({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).value().images;
  };
  CHECK_FALSE(images_in(0).at(0).data.empty());
  CHECK(images_in(1).at(0).data.empty());
}

TEST_CASE("images and other files that arrive together go where each belongs") {
  Editor ui;
  ui.app.workspace().take_files({{.name = "graph.png",
                                  .bytes =
                                      [] {
                                        const auto png = png_of(4, 4);
                                        return Bytes(png.begin(), png.end());
                                      }(),
                                  .size = 30},
                                 {.name = "notes.json", .bytes = {'{', '}'}, .size = 2}});
  ui.frame();
  CHECK(ui.app.workspace().import().problems.size() == 1);
  CHECK(ui.app.workspace().open(ui.id).value().images.size() == 1);
}

TEST_CASE("where no post-mortem is open an image says where it belongs") {
  AppHarness ui("#/import");
  ui.drop("graph.png", png_of(64, 48));
  REQUIRE(ui.app.workspace().import().problems.size() == 1);
  CHECK(ui.shows("An image goes into a post-mortem: open one and drop it there."));
}

TEST_CASE("only so many pictures are held decoded, and those are asked for again when they are looked at") {
  Editor ui;
  for (std::uint32_t i = 1; i <= 30; ++i) {
    ui.drop("graph.png", png_of(i, 3));
    ui.key(key_escape);
  }
  ui.viewport.height = 800;
  ui.frame();
  CHECK(ui.value().images.size() == 30);
  ui.show("timeline");
  ui.wait(2);
  ui.drop("last.png", png_of(31, 3));
  ui.key(key_escape);
  CHECK(ui.page.textures.size() == 16);
  ui.viewport.height = 9000;
  ui.show("context");
  ui.frame();
  CHECK(ui.page.textures.size() == 31);
}

}  // namespace unrepeat::shell
