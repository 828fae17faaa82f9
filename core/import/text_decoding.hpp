// Foreign text as UTF-8. Our own files are UTF-8 or refused; what other tools write is taken as it comes.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace unrepeat {

/// UTF-8 (with or without a mark), UTF-16 (with a mark, or plainly so) or, failing that, Windows-1252. Nothing where it
/// is no text at all. The view is into `bytes`, or into `storage` where something had to be converted.
[[nodiscard]] std::optional<std::string_view> decode_text(std::string_view bytes, std::string& storage);

void append_utf8(std::string& text, char32_t code_point);

}  // namespace unrepeat
