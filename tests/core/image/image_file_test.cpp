// Images are known by their bytes, and refused in words.
#include "core/image/image_file.hpp"

#include <doctest/doctest.h>
#include <rapidcheck.h>

#include <algorithm>

#include "core/format/writer.hpp"
#include "core/identity/sha256.hpp"
#include "core/image/commands.hpp"
#include "core/postmortem/gaps.hpp"
#include "core/text/base64.hpp"
#include "tests/core/desk.hpp"
#include "tests/image_files.hpp"

using namespace unrepeat;

namespace {

std::string refusal_of(std::string_view name, std::string_view bytes) {
  const auto read = read_image_file(name, bytes);
  return read ? "taken" : say(Language::english, read.error());
}

std::string base64_of(std::string_view bytes) {
  return encode_base64({reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size()});
}

Image image_of(const std::string& bytes) {
  Image image;
  image.sha256 = sha256_text(bytes);
  image.media_type = "image/png";
  image.alt = "Queue depth";
  image.data = base64_of(bytes);
  return image;
}

}  // namespace

TEST_CASE("an image says by its first bytes what it is and how large") {
  CHECK(read_image_file("graph.png", png_of(1200, 800)).value() == ImageFile{ImageType::png, 1200, 800});
  CHECK(read_image_file("Photo.JPG", jpeg_of(4032, 3024)).value() == ImageFile{ImageType::jpeg, 4032, 3024});
  CHECK(read_image_file("photo.jpeg", jpeg_of(1, 1)).value() == ImageFile{ImageType::jpeg, 1, 1});
  CHECK(read_image_file("a.webp", webp_of(16384, 9)).value() == ImageFile{ImageType::webp, 16384, 9});
  CHECK(read_image_file("a.webp", lossless_webp_of(640, 480)).value() == ImageFile{ImageType::webp, 640, 480});
  CHECK(read_image_file("a.webp", lossy_webp_of(640, 480)).value() == ImageFile{ImageType::webp, 640, 480});
  CHECK(read_image_file("", png_of(3, 4)).has_value());
  CHECK(read_image_file("screenshot", png_of(3, 4)).has_value());
}

TEST_CASE("what is no image that is taken is refused by name and reason") {
  CHECK(refusal_of("wide.png", png_of(30000, 10)) ==
        "wide.png has 30000 × 10 pixels; 16384 a side and 64 million in all are taken.");
  CHECK(refusal_of("large.jpg", jpeg_of(9000, 9000)) ==
        "large.jpg has 9000 × 9000 pixels; 16384 a side and 64 million in all are taken.");
  CHECK(refusal_of("graph.png", jpeg_of(10, 10)) ==
        "graph.png is named PNG and holds JPEG. Give it the name of what it is and add it again.");
  CHECK(refusal_of("cat.gif", "GIF89a and more") == "cat.gif holds GIF. Save it as PNG, JPEG or WebP and add that.");
  CHECK(refusal_of("cat.png", "GIF89a and more") == "cat.png holds GIF. Save it as PNG, JPEG or WebP and add that.");
  CHECK(refusal_of("drawing.svg", "<svg><script>alert(1)</script></svg>") ==
        "drawing.svg holds SVG. Save it as PNG, JPEG or WebP and add that.");
  CHECK(refusal_of("note.png", "just words") == "note.png is not a PNG, JPEG or WebP image.");
  CHECK(refusal_of("cut.png", png_of(10, 10).substr(0, 20)) == "cut.png cannot be shown: the image in it is damaged.");
  CHECK(refusal_of("none.png", png_of(0, 10)) == "none.png cannot be shown: the image in it is damaged.");
  CHECK(refusal_of("cut.jpg", jpeg_of(10, 10).substr(0, 30)) == "cut.jpg cannot be shown: the image in it is damaged.");
  CHECK(refusal_of("big.png", png_of(10, 10, std::string(max_image_bytes, 'x'))) ==
        "big.png is larger than 10 MB. Make it smaller and add it again.");
}

TEST_CASE("a file counts as an image by its bytes or its name") {
  CHECK(is_image("anything", png_of(1, 1)));
  CHECK(is_image("scan.tiff", ""));
  CHECK(is_image("photo.HEIC", "...."));
  CHECK_FALSE(is_image("incidents.json", "{}"));
  CHECK_FALSE(is_image("png", "words"));
}

TEST_CASE("whatever the bytes are, an image is taken with a size or refused in words") {
  CHECK(rc::check([] {
    std::string bytes =
        *rc::gen::element(png_of(7, 5), jpeg_of(7, 5), webp_of(7, 5), lossless_webp_of(7, 5), lossy_webp_of(7, 5));
    for (int i = 0; i < 3; ++i) bytes[*rc::gen::inRange<std::size_t>(0, bytes.size())] = *rc::gen::arbitrary<char>();
    bytes.resize(*rc::gen::inRange<std::size_t>(0, bytes.size() + 1));
    const auto read = read_image_file("", bytes);
    if (read)
      RC_ASSERT(read->width > 0 && read->height > 0 && read->width <= max_image_side);
    else
      RC_ASSERT(!say(Language::spanish, read.error()).empty());
  }));
}

TEST_CASE("the bytes inside a file are those that its hash names, or are refused") {
  const std::string bytes = png_of(7, 5);
  Image image = image_of(bytes);
  CHECK(read_image_data(image).value() == bytes);
  image.sha256[0] = image.sha256[0] == '0' ? '1' : '0';
  CHECK(say(Language::english, read_image_data(image).error()) ==
        "The picture of “Queue depth” is not the one that the file names. Only what it shows was taken.");
  image = image_of(bytes);
  image.data = "not Base64";
  CHECK(say(Language::english, read_image_data(image).error()) ==
        "Queue depth cannot be shown: the image in it is damaged.");
  image = image_of("GIF89a");
  CHECK(say(Language::english, read_image_data(image).error()) ==
        "Queue depth holds GIF. Save it as PNG, JPEG or WebP and add that.");
  image = image_of(bytes);
  image.media_type = "image/jpeg";
  CHECK_FALSE(read_image_data(image).has_value());
}

TEST_CASE("bytes come back from Base64 as they were") {
  CHECK(base64_of("") == "");
  CHECK(base64_of("f") == "Zg==");
  CHECK(base64_of("foobar") == "Zm9vYmFy");
  CHECK(rc::check(
      [](const std::vector<std::uint8_t>& bytes) { RC_ASSERT(decode_base64(encode_base64(bytes)) == bytes); }));
}

TEST_CASE("an image is added once, under its hash, and can be taken back") {
  Desk desk;
  const std::string hash = sha256_text("an image");
  const auto id = Id<Image>::from(desk.ids.next());
  CHECK_FALSE(desk.carry(AddImage{id, hash, "image/webp"}));
  REQUIRE(desk.postmortem.images.size() == 1);
  CHECK(desk.postmortem.images[0].sha256 == hash);
  CHECK(desk.carry(AddImage{Id<Image>::from(desk.ids.next()), hash, "image/webp"}) == Text::image_there);
  CHECK(desk.carry(AddImage{Id<Image>::from(desk.ids.next()), "no hash", "image/webp"}) == Text::refusal_not_editable);
  CHECK(desk.carry(AddImage{Id<Image>::from(desk.ids.next()), sha256_text("b"), "image/svg+xml"}) ==
        Text::refusal_not_editable);
  CHECK(desk.carry(SetField{"images/" + text_of(id) + "/sha256", sha256_text("b")}) == Text::refusal_not_editable);
}

TEST_CASE("an image without words is missing something, and what it is of is no part of the revision") {
  Postmortem postmortem;
  postmortem.images.push_back(image_of(png_of(7, 5)));
  const auto lacks_words = [&] {
    const auto gaps = find_gaps(postmortem);
    return std::ranges::any_of(gaps, [](const Gap& gap) { return gap.text == Text::gap_image; });
  };
  CHECK_FALSE(lacks_words());
  const std::string revision = revision_of(postmortem);
  postmortem.images[0].data.clear();
  CHECK(revision_of(postmortem) == revision);
  postmortem.images[0].alt = "  ";
  CHECK(lacks_words());
  CHECK(revision_of(postmortem) != revision);
}
