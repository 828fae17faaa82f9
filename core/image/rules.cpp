// The rules of images.
#include <algorithm>

#include "core/image/commands.hpp"
#include "core/image/image_file.hpp"
#include "core/postmortem/commands.hpp"

namespace unrepeat {
namespace {

Ruling refuse(Text text) { return Refusal{text, {}}; }

bool is_taken(std::string_view type) {
  return std::ranges::any_of(std::initializer_list{ImageType::png, ImageType::jpeg, ImageType::webp},
                             [&](ImageType one) { return media_type(one) == type; });
}

bool is_hash(std::string_view text) {
  return text.size() == 64 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

}  // namespace

Ruling carry_out(Postmortem& postmortem, const AddImage& command, const CommandContext&) {
  if (command.id.is_nil() || has_entry(postmortem, command.id)) return refuse(Text::refusal_id_in_use);
  if (!is_hash(command.sha256) || !is_taken(command.media_type)) return refuse(Text::refusal_not_editable);
  if (std::ranges::find(postmortem.images, command.sha256, &Image::sha256) != postmortem.images.end())
    return refuse(Text::image_there);
  Image& image = postmortem.images.emplace_back();
  image.id = command.id;
  image.sha256 = command.sha256;
  image.media_type = command.media_type;
  return std::nullopt;
}

}  // namespace unrepeat
