// Images: from the file that arrives over its decoding and the disk to the entry that names it, and back onto the
// screen.
#include <algorithm>
#include <utility>

#include "core/identity/sha256.hpp"
#include "core/image/image_file.hpp"
#include "shell/workspace.hpp"

namespace unrepeat::shell {

using namespace protocol;

namespace {

/// Decoded pictures that are kept: a few screens of them. One that was in sight this lately is none to drop.
constexpr std::size_t most_pictures = 16;
constexpr double unseen_s = 0.5;

std::string_view view_of(const Bytes& bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

}  // namespace

void Workspace::add_images(const PostmortemId& id, std::vector<FileContent> files) {
  for (FileContent& file : files) {
    auto read = read_image_file(file.name, view_of(file.bytes));
    // One that is far too large comes without its bytes.
    if (file.size > static_cast<std::int64_t>(max_image_bytes))
      read = std::unexpected(Problem{.severity = Problem::Severity::error,
                                     .text = Text::image_too_large,
                                     .arguments = {file.name, std::to_string(max_image_bytes >> 20)},
                                     .pointer = {}});
    if (!read) {
      notify(unrepeat::say(language, read.error()), std::nullopt, true);
      continue;
    }
    std::string sha256 = sha256_text(view_of(file.bytes));
    const auto& images = open(id).value().images;
    const bool is_arriving = std::ranges::any_of(
        arriving_images_, [&](const ArrivingImage& one) { return one.postmortem == id && one.sha256 == sha256; });
    if (is_arriving || std::ranges::find(images, sha256, &Image::sha256) != images.end()) {
      notify(std::string(say(language, Text::image_there)));
      continue;
    }
    arriving_images_.push_back(
        {id, std::move(file.name), sha256, std::string(media_type(read->type)), std::move(file.bytes)});
    // Only what can be seen is added: decoding it is the proof.
    ports_.pictures.show(sha256, arriving_images_.back().bytes);
  }
}

void Workspace::take_picture(std::string_view sha256, std::uint32_t texture, float width, float height) {
  const bool is_damaged = width <= 0;
  KnownPicture& picture = pictures_[std::string(sha256)];
  if (picture.texture != 0) ports_.pictures.forget(picture.texture);
  picture = {{is_damaged ? Picture::State::broken : Picture::State::shown, texture, width, height}, now_s_, false};
  drop_unseen_pictures();
  const auto arriving = std::ranges::find(arriving_images_, sha256, &ArrivingImage::sha256);
  if (arriving == arriving_images_.end()) return;
  if (is_damaged) {
    notify(say(language, Text::image_damaged, arriving->name), std::nullopt, true);
    settle_image(std::string(sha256), false);
  } else if (!arriving->bytes.empty()) {
    send({.errand = Errand::keep_image, .name = std::string(sha256)}, KeepImage{std::exchange(arriving->bytes, {})});
  }
}

void Workspace::settle_image(const std::string& sha256, bool is_kept) {
  std::vector<ArrivingImage> settled;
  std::erase_if(arriving_images_, [&](ArrivingImage& one) {
    if (one.sha256 != sha256) return false;
    settled.push_back(std::move(one));
    return true;
  });
  if (!is_kept) return;
  for (const ArrivingImage& image : settled) {
    OpenPostmortem& postmortem = open(image.postmortem);
    const Uuid id = ports_.ids.next();
    if (carry_out(postmortem, "images", AddImage{Id<Image>::from(id), image.sha256, image.media_type}))
      added_image_ = {image.postmortem, id};
  }
}

void Workspace::answer_image(const Pending& pending, Reply& reply) {
  if (const auto* kept = std::get_if<ImageKept>(&reply)) return settle_image(kept->sha256, true);
  auto* read = std::get_if<ImageRead>(&reply);
  if (read == nullptr) return;
  if (pending.errand == Errand::image_file) {
    const auto file = read_image_file("", view_of(read->bytes));
    if (!file) return notify(std::string(say(language, Text::image_broken)), std::nullopt, true);
    const std::string name = "image-" + read->sha256.substr(0, 8) + "." + std::string(file_ending(file->type));
    return offer(name, media_type(file->type), read->bytes);
  }
  if (read->bytes.empty())
    pictures_[pending.name].state = Picture::State::missing;
  else
    ports_.pictures.show(pending.name, read->bytes);
}

std::optional<Uuid> Workspace::take_added_image(const PostmortemId& postmortem) {
  if (!added_image_ || added_image_->first != postmortem) return std::nullopt;
  return std::exchange(added_image_, std::nullopt)->second;
}

const Picture& Workspace::picture(const std::string& sha256) {
  KnownPicture& picture = pictures_[sha256];
  if (picture.state == Picture::State::coming) ask_for_picture(sha256, picture);
  return picture;
}

void Workspace::see_picture(const std::string& sha256) {
  KnownPicture& picture = pictures_[sha256];
  picture.seen_at_s = now_s_;
  if (picture.texture == 0 && picture.state == Picture::State::shown) ask_for_picture(sha256, picture);
}

void Workspace::ask_for_picture(const std::string& sha256, KnownPicture& picture) {
  if (!is_usable() || std::exchange(picture.is_asked, true)) return;
  send({.errand = Errand::image, .name = sha256}, ReadImage{sha256});
}

void Workspace::forget_pictures() {
  for (auto& [sha256, picture] : pictures_) picture.texture = 0, picture.is_asked = false;
}

void Workspace::offer_image(const Image& image) {
  send({.errand = Errand::image_file, .name = image.sha256}, ReadImage{image.sha256});
}

void Workspace::drop_unseen_pictures() {
  const auto is_unseen = [&](const auto& entry) {
    return entry.second.texture != 0 && entry.second.seen_at_s + unseen_s < now_s_;
  };
  const auto held = [](const auto& entry) { return entry.second.texture != 0; };
  while (std::ranges::count_if(pictures_, held) > static_cast<std::ptrdiff_t>(most_pictures)) {
    auto oldest = pictures_.end();
    for (auto one = pictures_.begin(); one != pictures_.end(); ++one)
      if (is_unseen(*one) && (oldest == pictures_.end() || one->second.seen_at_s < oldest->second.seen_at_s))
        oldest = one;
    if (oldest == pictures_.end()) return;
    ports_.pictures.forget(std::exchange(oldest->second.texture, 0));
  }
}

}  // namespace unrepeat::shell
